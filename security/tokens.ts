import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';

import type { PartyId, Reader, Role } from '../domain/kernel/actor';

/** Why a token is refused. For the log; the caller gets 401 and no more. */
export type TokenReason =
  | 'malformed'
  | 'keyInHeader'
  | 'wrongAlgorithm'
  | 'unknownKey'
  | 'badSignature'
  | 'wrongType'
  | 'wrongIssuer'
  | 'wrongAudience'
  | 'expired'
  | 'notYetValid'
  | 'missingClaim'
  | 'wrongUnit'
  | 'wrongRoles';

/** A token that is not believed. Carries the reason and nothing of the token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  readonly reason: TokenReason;

  constructor(reason: TokenReason) {
    super(`Token refused: ${reason}`);
    this.reason = reason;
  }
}

/** Whose tokens are believed. Everything comes from configuration, nothing from the token. */
export interface TokenConfig {
  readonly issuer: string;
  readonly audience: string;
  /** jose's `createLocalJWKSet` for the development run, `createRemoteJWKSet` with a configured address for OIDC. */
  readonly keySet: JWTVerifyGetKey;
  /** Seconds since its issue after which a token is refused, whatever it says itself. */
  readonly maxTokenSeconds: number;
  /** The units that this service serves. */
  readonly units: readonly PartyId[];
}

const ALGORITHMS = ['ES256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 60;
const PERSON = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/** Headers that name a key from outside the configured set. */
const FOREIGN_KEYS = ['jku', 'jwk', 'x5u', 'x5c'];

// A record, so that a role which the domain adds is missed by the compiler here and not by a user.
const ROLES: Readonly<Record<Role, true>> = {
  caseworker: true,
  supervisor: true,
  reception: true,
  dutyDesk: true,
  statistics: true,
  logReviewer: true,
  operator: true,
};

/**
 * Who the caller is, by a signed access token (ACC-5): person, unit and roles come from here and from nowhere else.
 *
 * @param now for tests; the clock otherwise
 * @throws TokenRefused with a reason; other errors mean that the key set could not be reached
 */
export async function verifyToken(jwt: string, config: TokenConfig, now?: Date): Promise<Reader> {
  refuseForeignKeys(jwt);
  const { payload } = await jwtVerify(jwt, config.keySet, {
    algorithms: ALGORITHMS,
    issuer: config.issuer,
    audience: config.audience,
    typ: 'at+jwt',
    requiredClaims: ['sub', 'iat', 'exp', 'unit', 'roles'],
    maxTokenAge: config.maxTokenSeconds,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    ...(now === undefined ? {} : { currentDate: now }),
  }).catch((error: unknown) => {
    throw asRefusal(error);
  });
  return toReader(payload, config.units);
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

function toReader(payload: JWTPayload, units: readonly PartyId[]): Reader {
  const { sub, unit, roles } = payload;
  if (typeof sub !== 'string' || !PERSON.test(sub)) throw new TokenRefused('missingClaim');
  if (typeof unit !== 'string' || !units.includes(unit)) throw new TokenRefused('wrongUnit');
  if (!Array.isArray(roles) || roles.length === 0 || !roles.every(isRole))
    throw new TokenRefused('wrongRoles');
  return { person: sub, unit, roles };
}

function isRole(value: unknown): value is Role {
  return typeof value === 'string' && Object.hasOwn(ROLES, value);
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
