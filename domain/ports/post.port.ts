import type { PartyId } from '../kernel/actor';
import type { LetterHeader, ReceivedLetter } from '../letters/letter';

/** How a delivery ended. */
export interface DeliveryOutcome {
  /** `sent`: the recipient's system has it. `stopped`: nothing went out. `rejected`: the recipient's system will not have it. */
  readonly outcome: 'sent' | 'stopped' | 'rejected';
  /** The categories that went, after the check at the moment of sending (CON-4). */
  readonly categories: readonly string[];
}

/** Letters out and in, for one unit. */
export interface Post {
  /**
   * Claims the letter (locks it and its consents), sends it and says how it ended.
   * Throws a retryable failure while the recipient's system is away; the letter id is the idempotency key.
   */
  readonly deliver: (unit: PartyId, caseRef: string, letterId: string) => Promise<DeliveryOutcome>;
  /** After a withdrawal cut a delivery short: finds out what happened, asking the recipient where it may have gone out. */
  readonly settle: (unit: PartyId, caseRef: string, letterId: string) => Promise<DeliveryOutcome>;
  /**
   * Reads an accepted letter out of the inbox: facts for the decision; its narratives become pending notes and the
   * identity a pending vault entry of the case. The same letter gives the same references.
   */
  readonly open: (unit: PartyId, caseRef: string, header: LetterHeader) => Promise<ReceivedLetter>;
}
