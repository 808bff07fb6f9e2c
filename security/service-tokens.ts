import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { SignJWT, calculateJwkThumbprint } from 'jose';
import type { JSONWebKeySet } from 'jose';

import { KeyFileError, readKeyFile } from './key-file';

/** The key that signs what worker and API show to the Temporal server, where no identity provider gives them tokens. */
export interface ServiceTokenKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** The public half: what the Temporal server is told to believe. */
  readonly jwks: JSONWebKeySet;
}

/** What a token says: who may do what at the Temporal server, and until when. */
export interface ServiceToken {
  readonly subject: string;
  /** For example `sluss-sav:write`. */
  readonly permissions: readonly string[];
  readonly audience: string;
  readonly now: Date;
  readonly seconds: number;
}

/** The server knows RSA and P-256; it checks neither issuer nor type. */
const ALGORITHM = 'ES256';

/** A new private key as PEM (PKCS #8). */
export function newServiceTokenPem(): string | Buffer {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
}

/**
 * Reads the key from a file.
 *
 * @throws KeyFileError when it is missing, open to others, or no P-256 key
 */
export async function readServiceTokenKey(path: string): Promise<ServiceTokenKey> {
  const pem = await readKeyFile(path);
  try {
    return await serviceTokenKeyOf(createPrivateKey(pem));
  } catch {
    throw new KeyFileError(`Key file ${path} holds no P-256 private key`);
  }
}

/** The key with its public half, under an id that changes with it. */
export async function serviceTokenKeyOf(privateKey: KeyObject): Promise<ServiceTokenKey> {
  const { kty = '', crv = '', x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (crv !== 'P-256') throw new KeyFileError('The key is no P-256 key');
  const jwk = { kty, crv, x, y };
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey, jwks: { keys: [{ ...jwk, kid, alg: ALGORITHM, use: 'sig' }] } };
}

/** A signed token. */
export async function issueServiceToken(key: ServiceTokenKey, token: ServiceToken): Promise<string> {
  const issuedAt = Math.floor(token.now.getTime() / 1000);
  return new SignJWT({ permissions: [...token.permissions] })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: key.kid })
    .setSubject(token.subject)
    .setAudience(token.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + token.seconds)
    .sign(key.privateKey);
}
