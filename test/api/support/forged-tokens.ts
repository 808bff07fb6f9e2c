import { createHmac, createSign, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { CompactEncrypt, UnsecuredJWT } from 'jose';

/** The keys of the issuer that the service believes. */
export const issuerKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = attacker.publicKey.export({ format: 'jwk' });

/** What the issuer says of somebody; `now` in whole seconds. */
const said = (now: number) => ({
  iss: 'https://id.example',
  aud: 'sluss',
  sub: 'sav.supervisor',
  iat: now,
  exp: now + 300,
  unit: 'sav',
  roles: ['supervisor'],
});

const header = { alg: 'RS256', typ: 'at+jwt', kid: 'k1' };
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token by hand, as RFC 7515 has it; `undefined` takes a header or claim away. */
function made(head: object, claims: unknown, key: KeyObject = issuerKeys.privateKey): string {
  const input = `${part({ ...header, ...head })}.${part(claims)}`;
  return `${input}.${createSign('sha256').update(input).sign(key, 'base64url')}`;
}

function mac(secret: string | Buffer, claims: object): string {
  const input = `${part({ ...header, alg: 'HS256' })}.${part(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** A token that the service believes: every other one here differs from it in one thing. */
export const soundToken = (now: number): string => made({}, said(now));

/** Every known way to be let in without being signed in, by what is tried. */
export async function forgedTokens(now: number): Promise<Readonly<Record<string, string>>> {
  const claims = said(now);
  const but = (change: object, head: object = {}): string => made(head, { ...claims, ...change });
  const [head = '', body = '', signature = ''] = soundToken(now).split('.');
  const elsewhere = 'https://evil.example/keys';
  const spki = issuerKeys.publicKey.export({ type: 'spki', format: 'pem' });
  const der = issuerKeys.publicKey.export({ type: 'spki', format: 'der' });
  const input = `${part({ ...header, alg: 'RS512' })}.${body}`;
  return {
    'alg none': new UnsecuredJWT(claims).encode(),
    'alg None, typed': `${part({ ...header, alg: 'None' })}.${body}.`,
    'alg none, with the signature of a sound one': `${part({ ...header, alg: 'none' })}.${body}.${signature}`,
    'no signature': `${head}.${body}.`,
    'HS256 with the public key as PEM': mac(spki, claims),
    'HS256 with the public key without its last line break': mac(spki.toString().trimEnd(), claims),
    'HS256 with the public key as DER': mac(der, claims),
    'HS256 with an empty secret': mac('', claims),
    'RS512, by the issuer’s own key': `${input}.${sign('sha512', Buffer.from(input), issuerKeys.privateKey).toString('base64url')}`,
    'signed by somebody else': made({}, claims, attacker.privateKey),
    'jku beside a sound signature': made({ jku: elsewhere }, claims),
    'jku to the attacker’s keys': made({ jku: elsewhere }, claims, attacker.privateKey),
    'x5u to the attacker’s keys': made({ x5u: elsewhere }, claims, attacker.privateKey),
    'jwk of the attacker': made({ jwk }, claims, attacker.privateKey),
    'x5c of the attacker': made({ x5c: ['AA=='] }, claims, attacker.privateKey),
    'kid that leads elsewhere': made({ kid: '../../../../dev/null' }, claims),
    'kid as an address': made({ kid: elsewhere }, claims, attacker.privateKey),
    'kid with SQL': made({ kid: "k1' union select 'AA' --" }, claims),
    'kid with a command': made({ kid: 'k1|id' }, claims),
    'kid that is no text': made({ kid: ['k1'] }, claims),
    'kid of nobody': made({ kid: 'k2' }, claims),
    crit: made({ crit: ['exp'] }, claims),
    'crit, unknown': made({ crit: ['x'], x: 1 }, claims),
    'crit with b64': made({ crit: ['b64'], b64: false }, claims),
    'another issuer': but({ iss: 'https://evil.example' }),
    'an issuer with more behind it': but({ iss: 'https://id.example/' }),
    'several issuers': but({ iss: ['https://id.example', 'https://evil.example'] }),
    'another audience': but({ aud: 'other' }),
    'several audiences': but({ aud: ['sluss', 'other'] }),
    'no audience in a list': but({ aud: [] }),
    'an ID token by its type': but({ nonce: 'n', at_hash: 'x' }, { typ: 'JWT' }),
    'an untyped token': but({}, { typ: undefined }),
    'a logout token': but({}, { typ: 'logout+jwt' }),
    expired: but({ iat: now - 500, exp: now - 100 }),
    'expiry that is no number': but({ exp: '9999999999' }),
    'not yet valid': but({ nbf: now + 120 }),
    'issued in the future': but({ iat: now + 120, exp: now + 400 }),
    'issued too long ago': but({ iat: now - 4000 }),
    ...Object.fromEntries(
      Object.keys(claims).map((claim) => [`without ${claim}`, but({ [claim]: undefined })]),
    ),
    'a unit that is not served': but({ unit: 'elsewhere' }),
    'a police function as unit': but({ unit: 'las' }),
    'two units': but({ unit: ['sav', 'hisingen'] }),
    'no role of ours': but({ roles: ['owner'] }),
    'a person that is no staff id': but({ sub: "x' or '1'='1" }),
    'a token in a token': made({ cty: 'JWT' }, soundToken(now)),
    'claims that are no object': made({}, [claims]),
    encrypted: await new CompactEncrypt(Buffer.from(soundToken(now)))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', typ: 'at+jwt', cty: 'JWT', kid: 'k1' })
      .encrypt(issuerKeys.publicKey),
    'other claims under the same signature': `${head}.${part({ ...claims, unit: 'hisingen' })}.${signature}`,
    'another header over the same signature': `${part({ ...header, kid: 'k1', x: 1 })}.${body}.${signature}`,
    'a cut signature': soundToken(now).slice(0, -8),
    'twice the token': `${soundToken(now)}.${soundToken(now)}`,
    'no token at all': 'x',
  };
}
