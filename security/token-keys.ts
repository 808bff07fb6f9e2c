import { createRemoteJWKSet } from 'jose';
import type { JWTVerifyGetKey } from 'jose';

/** An identity provider that takes longer is away: whoever asks wants an answer. */
const TIMEOUT_MS = 3_000;

/** Tokens with unknown keys cannot make us ask the provider more often than this. */
const COOLDOWN_MS = 10_000;

/** A key that the provider has withdrawn is believed no longer than this. */
const KEPT_MS = 300_000;

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/** Whether keys may be fetched from there: over HTTPS, or from this machine. */
export function isKeyAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

/**
 * The key set of an identity provider at a configured address, for `TokenConfig`: fetched when first needed, again for a key
 * that is not known (so that the provider may change its keys at any time), and from nowhere that a token or a redirect names.
 * Rejects with no `TokenRefused` when the provider does not answer.
 */
export function remoteKeySet(address: string, cooldownMs = COOLDOWN_MS): JWTVerifyGetKey {
  if (!isKeyAddress(address)) throw new Error('Keys of the sign-in are fetched over HTTPS only');
  return createRemoteJWKSet(new URL(address), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: cooldownMs,
    cacheMaxAge: KEPT_MS,
  });
}
