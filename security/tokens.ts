import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';

import type { PartyId, Reader } from '../domain/kernel/actor';
import type { SignIn } from '../domain/profile/profile';
import { readerOf } from './sign-in';
import { TokenRefused } from './token-refused';
import type { TokenReason } from './token-refused';

/** All are of public keys: with a shared secret, whoever can check a token can make one. */
export const tokenAlgorithms = ['ES256', 'ES384', 'EdDSA', 'RS256', 'PS256'] as const;

/** One of {@link tokenAlgorithms}. */
export type TokenAlgorithm = (typeof tokenAlgorithms)[number];

/** Whose tokens are believed. Everything comes from configuration, nothing from the token. */
export interface TokenConfig {
  readonly issuer: string;
  readonly audience: string;
  /** `localKeySet` for the development run, `remoteKeySet` with a configured address for OIDC. */
  readonly keySet: JWTVerifyGetKey;
  /** The algorithms that the issuer signs with; a token of any other is refused. */
  readonly algorithms: readonly TokenAlgorithm[];
  /** Seconds since its issue after which a token is refused, whatever it says itself. */
  readonly maxTokenSeconds: number;
  /** Which claims tell who somebody is, and what their values mean. */
  readonly signIn: SignIn;
  /** The units that this service serves. */
  readonly units: readonly PartyId[];
}

const CLOCK_TOLERANCE_SECONDS = 60;

/** Headers that name a key from outside the configured set. */
const FOREIGN_KEYS = ['jku', 'jwk', 'x5u', 'x5c'];

/**
 * Who the caller is, by a signed access token (ACC-5): person, unit and roles come from here and from nowhere else.
 *
 * @param now for tests; the clock otherwise
 * @throws TokenRefused with a reason; other errors mean that the key set could not be reached
 */
export async function verifyToken(jwt: string, config: TokenConfig, now?: Date): Promise<Reader> {
  refuseForeignKeys(jwt);
  const { payload } = await jwtVerify(jwt, config.keySet, {
    algorithms: [...config.algorithms],
    issuer: config.issuer,
    audience: config.audience,
    typ: 'at+jwt',
    requiredClaims: ['sub', 'iat', 'exp'],
    maxTokenAge: config.maxTokenSeconds,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    ...(now === undefined ? {} : { currentDate: now }),
  }).catch((error: unknown) => {
    throw asRefusal(error);
  });
  // A token for several services could be used here by any of them.
  if (Array.isArray(payload.aud) && payload.aud.length > 1) throw new TokenRefused('wrongAudience');
  return readerOf(payload, config.signIn, config.units);
}

/** jose would leave them aside; a token that brings its own key is an attack, and is named as one in the log. */
function refuseForeignKeys(jwt: string): void {
  let header: object;
  try {
    header = decodeProtectedHeader(jwt);
  } catch {
    throw new TokenRefused('malformed');
  }
  if (FOREIGN_KEYS.some((name) => name in header)) throw new TokenRefused('keyInHeader');
}

const BY_CLAIM: Readonly<Record<string, TokenReason>> = {
  typ: 'wrongType',
  iss: 'wrongIssuer',
  aud: 'wrongAudience',
  nbf: 'notYetValid',
  iat: 'notYetValid',
};

function asRefusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new TokenRefused('expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const reason = error.reason === 'missing' ? 'missingClaim' : BY_CLAIM[error.claim];
    return new TokenRefused(reason ?? 'malformed');
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return new TokenRefused('wrongAlgorithm');
  if (error instanceof errors.JWSSignatureVerificationFailed) return new TokenRefused('badSignature');
  if (error instanceof errors.JWKSNoMatchingKey) return new TokenRefused('unknownKey');
  if (error instanceof errors.JWKSMultipleMatchingKeys) return new TokenRefused('unknownKey');
  const aboutToken = [errors.JWSInvalid, errors.JWTInvalid, errors.JOSENotSupported];
  return aboutToken.some((kind) => error instanceof kind) ? new TokenRefused('malformed') : error;
}
