import { createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { staffOperations } from './matrix';
import type { Counts } from './tally';
import { countsOf, found } from './tally';
import type { Target } from './target';

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Key {
  readonly kid: string;
  readonly x: string;
  readonly privateKey: KeyObject;
}

type Claims = Readonly<Record<string, unknown>>;

function signedWith(privateKey: KeyObject, header: Claims, claims: Claims): string {
  const text = `${base64(header)}.${base64(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
}

/** The key of the development tokens, as somebody would have it who stole the machine's files: to sign what must be refused all the same. */
function keyOf({ service }: Target): Key {
  const keys = join(service.stateDir, 'keys');
  const privateKey = createPrivateKey(readFileSync(join(keys, 'token', 'dev-tokens.pem')));
  const { keys: known } = JSON.parse(readFileSync(join(keys, 'token-keys.json'), 'utf8')) as {
    readonly keys: readonly { readonly kid: string; readonly x: string }[];
  };
  return { kid: known[0]?.kid ?? '', x: known[0]?.x ?? '', privateKey };
}

/** Every confusion that is known of tokens, each as a token that must not be believed. */
function forged(key: Key, sound: string): Readonly<Record<string, string>> {
  const [, payload = '', signature = ''] = sound.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims;
  const header = { alg: 'EdDSA', typ: 'at+jwt', kid: key.kid };
  const mine = generateKeyPairSync('ed25519').privateKey;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.x };
  const hs256 = `${base64({ ...header, alg: 'HS256' })}.${payload}`;
  const hmac = (secret: string): string => createHmac('sha256', secret).update(hs256).digest('base64url');
  const now = Math.floor(Date.now() / 1000);
  const own = (change: Claims, head: Claims = {}): string =>
    signedWith(key.privateKey, { ...header, ...head }, { ...claims, ...change });
  return {
    'no algorithm': `${base64({ ...header, alg: 'none' })}.${payload}.`,
    'no algorithm, in capitals': `${base64({ ...header, alg: 'NONE' })}.${payload}.${signature}`,
    'no signature': `${base64(header)}.${payload}.`,
    'HS256 with the public key': `${hs256}.${hmac(key.x)}`,
    'HS256 with the public key as JSON': `${hs256}.${hmac(JSON.stringify(jwk))}`,
    'a key of the attacker’s': signedWith(mine, header, claims),
    'a key in the header': signedWith(mine, { ...header, jwk }, claims),
    'a key set at an address': own({}, { jku: 'http://127.0.0.1:1/keys' }),
    'a certificate at an address': own({}, { x5u: 'http://127.0.0.1:1/cert' }),
    'a certificate in the header': own({}, { x5c: ['AA=='] }),
    'a key id that is a path': own({}, { kid: '../../../../dev/null' }),
    'a key id that asks the database': own({}, { kid: "' or 1=1 --" }),
    'a critical extension': own({}, { crit: ['exp'], exp: 1 }),
    'an ID token': own({}, { typ: 'JWT' }),
    'another issuer': own({ iss: 'https://elsewhere.example' }),
    'another audience': own({ aud: 'elsewhere' }),
    'another unit, signature kept': `${base64(header)}.${base64({ ...claims, unit: 'hisingen' })}.${signature}`,
    'a unit that is none': own({ unit: '../sav' }),
    'two units': own({ unit: ['sav', 'hisingen'] }),
    'a role that is none': own({ roles: ['admin'] }),
    'no role': own({ roles: [] }),
    'roles as an object': own({ roles: { 0: 'supervisor', length: 1 } }),
    'a role from a prototype': own({ roles: ['constructor'] }),
    'no person': own({ sub: undefined }),
    'a person with a line break': own({ sub: 'a\nb' }),
    expired: own({ iat: now - 7200, exp: now - 3600 }),
    'not yet': own({ nbf: now + 3600 }),
    'issued tomorrow': own({ iat: now + 86_400, exp: now + 90_000 }),
    'issued long ago, valid for ever': own({ iat: now - 10_000_000, exp: now + 10_000_000 }),
    'no end': own({ exp: undefined }),
    empty: '..',
  };
}

/** Forged tokens at every operation of staff: all are 401, with one answer. */
export async function attackTokens(target: Target): Promise<Counts> {
  const counts = countsOf('forged tokens');
  const tokens = forged(keyOf(target), target.tokens['sav.supervisor'] ?? '');
  const operations = staffOperations(target.document).filter(
    ({ path }, nth) => nth % 8 === 0 || !path.includes('/actions/'),
  );
  let usual: string | undefined;
  for (const [what, token] of Object.entries(tokens)) {
    for (const { method, path } of operations) {
      const headers = { authorization: `Bearer ${token}` };
      const at = path.replace('{case}', 'c-0000000000000000');
      const answer = await target.shoot(counts, { method, path: at, headers });
      usual ??= answer.text;
      if (answer.status !== 401 || answer.text !== usual)
        found(counts, 'wrong', `${what} at ${path}: ${answer.status.toString()}`);
    }
  }
  return counts;
}
