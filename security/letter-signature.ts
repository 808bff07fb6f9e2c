import { createHash, sign, timingSafeEqual, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import type { PartyId } from '../domain/kernel/actor';
import type { PartnerKey } from './party-keys';
import { contentDigest, signatureBase } from './signature-base';
import { parseDictionary, serializeList } from './structured-fields';
import type { Member, Parameter } from './structured-fields';

/** Why a message is not taken as a party's own (PIN-1). For the log; every one is 401 to the sender. */
export type SignatureReason =
  | 'noSignature'
  | 'unknownKey'
  | 'badSignature'
  | 'expired'
  | 'createdInFuture'
  | 'digestMismatch'
  | 'missingComponent'
  | 'malformed';

/** Whose message it is, or why that cannot be said. */
export type Verified =
  | { readonly ok: true; readonly keyId: string; readonly party: PartyId; readonly messageId: string }
  | { readonly ok: false; readonly reason: SignatureReason };

/** What is to be signed. `url` is absolute; `messageId` is the letter's id, the same on every retry (PIN-2). */
export interface RequestToSign {
  readonly method: string;
  readonly url: string;
  readonly body: Buffer;
  readonly messageId: string;
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly now: Date;
  /** Seconds; 60 unless told, at most 300. */
  readonly lifetimeSeconds?: number;
}

/** What came. `url` is the absolute address the sender must have used: the own public origin and the path as it came. */
export interface RequestToVerify {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body's bytes as received, before any parsing. */
  readonly body: Buffer;
  readonly now: Date;
  readonly keys: (keyId: string) => PartnerKey | undefined;
}

/** The headers that a signed request carries. */
export interface SignatureHeaders extends Readonly<Record<string, string>> {
  readonly 'content-digest': string;
  readonly 'sluss-message-id': string;
  readonly 'signature-input': string;
  readonly signature: string;
}

interface Signature {
  readonly items: readonly string[];
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly bytes: Buffer;
  readonly created: number;
  readonly expires: number;
  readonly keyId: string;
}

type Dictionary = ReadonlyMap<string, Member>;

const COVERED = ['@method', '@target-uri', 'content-digest', 'sluss-message-id'] as const;
const LABEL = 'sluss';
const TAG = 'sluss-letter';
const ALGORITHM = 'ed25519';
const LIFETIME_SECONDS = 60;
const MAX_LIFETIME_SECONDS = 300;
const CLOCK_TOLERANCE_SECONDS = 60;
const MESSAGE_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/**
 * Signs a request as a party (PIN-1): HTTP Message Signatures (RFC 9421) over method, target, body digest (RFC 9530),
 * message id, created and expires. A request without body is signed with the digest of the empty body.
 */
export function signRequest(request: RequestToSign): SignatureHeaders {
  const created = Math.floor(request.now.getTime() / 1000);
  const lifetime = Math.min(request.lifetimeSeconds ?? LIFETIME_SECONDS, MAX_LIFETIME_SECONDS);
  const digest = contentDigest(request.body);
  const parameters = serializeList(COVERED, [
    ['created', created],
    ['expires', created + lifetime],
    ['keyid', request.keyId],
    ['alg', ALGORITHM],
    ['tag', TAG],
  ]);
  const base = signatureBase(
    [
      ['@method', request.method],
      ['@target-uri', targetUri(request.url)],
      ['content-digest', digest],
      ['sluss-message-id', request.messageId],
    ],
    parameters,
  );
  return {
    'content-digest': digest,
    'sluss-message-id': request.messageId,
    'signature-input': `${LABEL}=${parameters}`,
    signature: `${LABEL}=:${sign(null, Buffer.from(base), request.privateKey).toString('base64')}:`,
  };
}

/**
 * Says whose request it is (PIN-1). Never throws, whatever the headers hold.
 *
 * The clocks may differ by 60 s; a signature may live 300 s. Times and digest are looked at only under a good signature.
 */
export function verifyRequest(request: RequestToVerify): Verified {
  const signature = readSignature(request);
  if (typeof signature === 'string') return refused(signature);
  const values = coveredValues(request);
  if (values === undefined || !coversExactly(signature.items)) return refused('missingComponent');
  const messageId = values['sluss-message-id'];
  if (!MESSAGE_ID.test(messageId)) return refused('malformed');

  const key = request.keys(signature.keyId);
  if (key === undefined || !inForce(key, request.now)) return refused('unknownKey');
  const components = signature.items.filter(isCovered).map((name) => [name, values[name]] as const);
  const base = signatureBase(components, serializeList(signature.items, signature.parameters));
  if (!verify(null, Buffer.from(base), key.publicKey, signature.bytes)) return refused('badSignature');

  const late = timing(signature, request.now);
  if (late !== undefined) return refused(late);
  if (!digestMatches(values['content-digest'], request.body)) return refused('digestMismatch');
  return { ok: true, keyId: signature.keyId, party: key.party, messageId };
}

function refused(reason: SignatureReason): Verified {
  return { ok: false, reason };
}

function readSignature(request: RequestToVerify): Signature | SignatureReason {
  const inputHeader = header(request, 'signature-input');
  const signatureHeader = header(request, 'signature');
  if (inputHeader === undefined || signatureHeader === undefined) return 'noSignature';
  const inputs = parseDictionary(inputHeader);
  const signatures = parseDictionary(signatureHeader);
  return inputs && signatures ? ourSignature(inputs, signatures) : 'malformed';
}

/** The one signature with our tag; a proxy on the way may have added others. */
function ourSignature(inputs: Dictionary, signatures: Dictionary): Signature | SignatureReason {
  const ours = [...inputs].filter(([, member]) => tagOf(member) === TAG);
  const [label, input] = ours[0] ?? [];
  if (label === undefined || input?.kind !== 'list') return 'noSignature';
  const value = signatures.get(label);
  if (ours.length > 1 || value?.kind !== 'bytes') return 'malformed';
  return readParameters(input.items, input.parameters, value.bytes) ?? 'malformed';
}

function readParameters(
  items: readonly string[],
  parameters: ReadonlyMap<string, Parameter>,
  bytes: Buffer,
): Signature | undefined {
  const [created, expires, keyId] = ['created', 'expires', 'keyid'].map((name) => parameters.get(name));
  if (typeof created !== 'number' || typeof expires !== 'number' || typeof keyId !== 'string')
    return undefined;
  const lifetime = expires - created;
  if (lifetime <= 0 || lifetime > MAX_LIFETIME_SECONDS) return undefined;
  if (parameters.get('alg') !== ALGORITHM || new Set(items).size !== items.length) return undefined;
  return { items, parameters, bytes, created, expires, keyId };
}

function tagOf(member: Member): Parameter | undefined {
  return member.kind === 'list' ? member.parameters.get('tag') : undefined;
}

function isCovered(name: string): name is (typeof COVERED)[number] {
  return COVERED.some((covered) => covered === name);
}

function coversExactly(items: readonly string[]): boolean {
  return items.length === COVERED.length && items.every(isCovered);
}

function coveredValues(request: RequestToVerify): Record<(typeof COVERED)[number], string> | undefined {
  const digest = header(request, 'content-digest');
  const messageId = header(request, 'sluss-message-id');
  if (digest === undefined || messageId === undefined) return undefined;
  return {
    '@method': request.method,
    '@target-uri': request.url,
    'content-digest': digest,
    'sluss-message-id': messageId,
  };
}

function inForce(key: PartnerKey, now: Date): boolean {
  return (key.validFrom ?? now) <= now && now <= (key.validUntil ?? now);
}

function timing(signature: Signature, now: Date): SignatureReason | undefined {
  const seconds = now.getTime() / 1000;
  if (signature.created > seconds + CLOCK_TOLERANCE_SECONDS) return 'createdInFuture';
  return seconds > signature.expires + CLOCK_TOLERANCE_SECONDS ? 'expired' : undefined;
}

function digestMatches(value: string, body: Buffer): boolean {
  const stated = parseDictionary(value)?.get('sha-256');
  const actual = createHash('sha256').update(body).digest();
  return (
    stated?.kind === 'bytes' && stated.bytes.length === actual.length && timingSafeEqual(stated.bytes, actual)
  );
}

/** Several lines of one header count as one, as HTTP says. */
function header(request: RequestToVerify, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' || value === undefined ? value?.trim() : value.join(', ').trim();
}

/** The address as an HTTP client sends it: normalised, and without the fragment, which is never sent. */
function targetUri(url: string): string {
  const parsed = new URL(url);
  parsed.hash = '';
  return parsed.href;
}
