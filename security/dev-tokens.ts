import { createPublicKey, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { SignJWT, calculateJwkThumbprint, createLocalJWKSet } from 'jose';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';

import type { Reader } from '../domain/kernel/actor';
import { createKeyFile, keyFile, readKeyFile } from './key-file';

/** The key that the development run issues its tokens with. Production has an identity provider instead. */
export interface TokenKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** The public half, for {@link localKeySet}. */
  readonly jwks: JSONWebKeySet;
}

/** What a development token says. */
export interface DevToken extends Reader {
  readonly issuer: string;
  readonly audience: string;
  readonly now: Date;
  readonly lifetimeSeconds: number;
}

const NAME = 'dev-tokens';
const ENDING = 'pem';

/** Creates the token key in `dir`; throws `KeyFileError` when there is one already. */
export async function createTokenKey(dir: string): Promise<TokenKey> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  await createKeyFile(keyFile(dir, NAME, ENDING), dir, pem);
  return tokenKeyOf(privateKey);
}

/** Reads the token key that {@link createTokenKey} wrote; throws `KeyFileError` when it is missing or open to others. */
export async function readTokenKey(dir: string): Promise<TokenKey> {
  return tokenKeyOf(createPrivateKey(await readKeyFile(keyFile(dir, NAME, ENDING))));
}

/** The key set for `TokenConfig` from public keys at hand. */
export function localKeySet(jwks: JSONWebKeySet): JWTVerifyGetKey {
  return createLocalJWKSet(jwks);
}

/** Issues an access token that `verifyToken` believes under the same issuer, audience and key (ACC-5). */
export async function issueDevToken(key: TokenKey, token: DevToken): Promise<string> {
  const issuedAt = Math.floor(token.now.getTime() / 1000);
  return new SignJWT({ unit: token.unit, roles: token.roles })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid })
    .setIssuer(token.issuer)
    .setAudience(token.audience)
    .setSubject(token.person)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + token.lifetimeSeconds)
    .sign(key.privateKey);
}

async function tokenKeyOf(privateKey: KeyObject): Promise<TokenKey> {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey, jwks: { keys: [{ ...jwk, kid, alg: 'EdDSA', use: 'sig' }] } };
}
