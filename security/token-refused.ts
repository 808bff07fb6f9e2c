/** Why a token is refused. For the operator's counters; the caller gets 401 and no more. */
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
  | 'personalNumber'
  | 'reservedPerson'
  | 'wrongUnit'
  | 'severalUnits'
  | 'noRole';

/** A token that is not believed. Carries the reason and nothing of the token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  readonly reason: TokenReason;

  constructor(reason: TokenReason) {
    super(`Token refused: ${reason}`);
    this.reason = reason;
  }
}
