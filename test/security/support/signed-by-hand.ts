import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { verifyRequest } from '../../../security/letter-signature';
import type { RequestToVerify, SignatureReason, Verified } from '../../../security/letter-signature';
import type { PartnerKey } from '../../../security/party-keys';

export const las = generateKeyPairSync('ed25519');
export const bops = generateKeyPairSync('ed25519');
const known: Record<string, PartnerKey> = {
  'las-1': { keyId: 'las-1', party: 'las', publicKey: las.publicKey },
  'bops-1': { keyId: 'bops-1', party: 'bops', publicKey: bops.publicKey },
};
export const NOW = new Date('2026-03-02T09:00:00.000Z');
export const SECONDS = 1_772_442_000;
export const ADDRESS = 'https://sav.example/v1/police/assessments?x=1';
export const BODY = Buffer.from('{"level":"low"}');

export const digestOf = (body: Buffer, algorithm = 'sha256'): string =>
  createHash(algorithm).update(body).digest('base64');

interface Letter {
  readonly components?: readonly string[];
  readonly parameters?: string;
  readonly digest?: string;
  readonly messageId?: string;
  readonly key?: KeyObject;
  readonly label?: string;
}

/** Signs by hand, word for word as RFC 9421 section 2.5 says, so that the product's own base is not asked. */
export function signedByHand(letter: Letter = {}): Record<string, string> {
  const digest = letter.digest ?? `sha-256=:${digestOf(BODY)}:`;
  const messageId = letter.messageId ?? 'l-1';
  const lines: Record<string, string> = {
    '@method': '"@method": POST',
    '@target-uri': `"@target-uri": ${ADDRESS}`,
    '@authority': '"@authority": sav.example',
    'content-digest': `"content-digest": ${digest}`,
    'sluss-message-id': `"sluss-message-id": ${messageId}`,
  };
  const components = letter.components ?? ['@method', '@target-uri', 'content-digest', 'sluss-message-id'];
  const parameters =
    letter.parameters ??
    `;created=${SECONDS};expires=${SECONDS + 60};keyid="las-1";alg="ed25519";tag="sluss-letter"`;
  const input = `(${components.map((name) => `"${name}"`).join(' ')})${parameters}`;
  const base = [...components.map((name) => lines[name]), `"@signature-params": ${input}`].join('\n');
  const signature = sign(null, Buffer.from(base), letter.key ?? las.privateKey).toString('base64');
  const label = letter.label ?? 'sig1';
  return {
    'content-digest': digest,
    'sluss-message-id': messageId,
    'signature-input': `${label}=${input}`,
    signature: `${label}=:${signature}:`,
  };
}

export function check(headers: RequestToVerify['headers'], change: Partial<RequestToVerify> = {}): Verified {
  return verifyRequest({
    method: 'POST',
    url: ADDRESS,
    headers,
    body: BODY,
    now: NOW,
    keys: (keyId) => known[keyId],
    ...change,
  });
}

export const because = (reason: SignatureReason): Verified => ({ ok: false, reason });
export const takenFrom = (party: string, keyId: string): Verified => ({
  ok: true,
  keyId,
  party,
  messageId: 'l-1',
});
export const at = (offsetSeconds: number): { now: Date } => ({
  now: new Date(NOW.getTime() + offsetSeconds * 1000),
});
export const times = (created: number, expires: number): Letter => ({
  parameters: `;created=${SECONDS + created};expires=${SECONDS + expires};keyid="las-1";alg="ed25519";tag="sluss-letter"`,
});
