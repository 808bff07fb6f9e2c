import type { PartyId } from '../kernel/actor';
import type { EventBase } from '../kernel/event';
import type { Enquiry, PosedQuestion, QuestionKind } from '../letters/enquiry';
import type { CarryingConsent, LetterKind, NoteRef, ReceivedEnclosure } from '../letters/letter';
import type { FrozenGround } from '../profile/profile';
import type { Instant } from '../time/instant';

/** A consent on this unit's ledger. One that came with a transfer counts here and carries nothing out (DEF-10). */
export interface Consent {
  readonly id: string;
  readonly purpose: string;
  readonly recipients: readonly PartyId[];
  readonly categories: readonly string[];
  readonly form: 'written' | 'oral' | 'received';
  /** Who received it, where it was given to this unit (CON-2). */
  readonly receivedBy?: string;
  /** The partner that took it on our request. */
  readonly takenBy?: PartyId;
  readonly givenAt: Instant;
  readonly until?: Instant;
  /** Whose ledger holds it, where that is another unit's. */
  readonly origin?: { readonly unit: PartyId; readonly ledgerCase: string };
  /** It came with a mere disclosure, and lets nobody take part here (DEF-10). */
  readonly disclosed?: true;
  readonly ended?: {
    readonly at: Instant;
    readonly by: 'withdrawal' | 'time';
    /** When the person said so, where it was a withdrawal. */
    readonly toldAt?: Instant;
  };
}

/** A letter that this file sent, as far as its delivery has come. */
export interface SentLetter {
  readonly letterId: string;
  readonly kind: LetterKind;
  readonly to: PartyId;
  readonly opener?: string;
  readonly toCase?: string;
  readonly consents: readonly string[];
  readonly categories: readonly string[];
  readonly standing: 'posted' | 'sent' | 'stopped' | 'rejected';
}

/** A disclosure without consent, with the wording of the ground that carried it (CON-5). */
export interface GroundDisclosure {
  readonly id: string;
  readonly at: Instant;
  readonly to: PartyId;
  readonly ground: FrozenGround;
  readonly categories: readonly string[];
  readonly decidedBy: string;
  /** Why, and what else the ground asks for. */
  readonly notes: readonly NoteRef[];
  /** To an authority that gets no letters: it left by other ways. */
  readonly outside?: true;
}

/** The ledger of consents and what went out. */
export interface ConsentState {
  readonly consents: Readonly<Record<string, Consent>>;
  readonly letters: Readonly<Record<string, SentLetter>>;
  /** What was asked of other units, by reference (CON-7, INT-6, RSP-13). */
  readonly enquiries?: Readonly<Record<string, Enquiry>>;
  /** Withdrawals that overtook the package with their consent: it enters the ledger as ended (CON-3). */
  readonly endedAhead?: Readonly<Record<string, NonNullable<Consent['ended']>>>;
  readonly onGround?: readonly GroundDisclosure[];
}

export interface ConsentGiven extends EventBase {
  readonly type: 'ConsentGiven';
  readonly consentId: string;
  readonly purpose: string;
  readonly recipients: readonly PartyId[];
  readonly categories: readonly string[];
  readonly form: 'written' | 'oral';
  readonly receivedBy: string;
  /** The partner that took it on our request. */
  readonly takenBy?: PartyId;
  readonly givenAt: Instant;
  readonly until?: Instant;
}

export interface ConsentReceived extends EventBase {
  readonly type: 'ConsentReceived';
  readonly consent: CarryingConsent;
  /** It carried a disclosure and nothing else: it stands here so that its withdrawal can be told (CON-3). */
  readonly disclosed?: true;
}

export interface ConsentEnded extends EventBase {
  readonly type: 'ConsentEnded';
  readonly consentId: string;
  readonly by: 'withdrawal' | 'time';
  /** When the person said so, where it was a withdrawal. */
  readonly toldAt?: Instant;
}

export interface ConsentRefused extends EventBase {
  readonly type: 'ConsentRefused';
  readonly purpose: string;
  readonly recipient: PartyId;
  readonly askedBy: string;
  readonly refusedAt: Instant;
}

export interface DisclosureWritten extends EventBase {
  readonly type: 'DisclosureWritten';
  readonly to: PartyId;
  readonly purpose: string;
  readonly consentId: string;
  readonly categories: readonly string[];
}

export interface DisclosedOnGround extends EventBase {
  readonly type: 'DisclosedOnGround';
  readonly disclosureId: string;
  readonly to: PartyId;
  readonly ground: FrozenGround;
  readonly categories: readonly string[];
  readonly decidedBy: string;
  readonly notes: readonly NoteRef[];
  readonly outside?: true;
}

export interface DisclosureReceived extends EventBase {
  readonly type: 'DisclosureReceived';
  readonly from: PartyId;
  readonly enclosures: readonly ReceivedEnclosure[];
}

export interface LetterDelivered extends EventBase {
  readonly type: 'LetterDelivered';
  readonly letterId: string;
  readonly kind: LetterKind;
  readonly to: PartyId;
  readonly outcome: 'sent' | 'stopped' | 'rejected';
  readonly categories: readonly string[];
}

export interface WithdrawalAcknowledged extends EventBase {
  readonly type: 'WithdrawalAcknowledged';
  readonly from: PartyId;
}

/** This file asked another unit. */
export interface QuestionAsked extends EventBase {
  readonly type: 'QuestionAsked';
  readonly kind: QuestionKind;
  readonly to: PartyId;
  readonly categories: readonly string[];
}

/** Another unit asked, and this file was opened for it. */
export interface QuestionReceived extends EventBase {
  readonly type: 'QuestionReceived';
  readonly question: PosedQuestion;
  readonly enclosures: readonly ReceivedEnclosure[];
}

/** The question for which this file was opened is answered. */
export interface QuestionAnswered extends EventBase {
  readonly type: 'QuestionAnswered';
  readonly kind: QuestionKind;
  readonly to: PartyId;
}

/** The unit that was asked has answered. */
export interface AnswerReceived extends EventBase {
  readonly type: 'AnswerReceived';
  readonly kind: QuestionKind;
  readonly reference: string;
  readonly from: PartyId;
  readonly enclosures: readonly ReceivedEnclosure[];
}

export type ConsentEvent =
  | ConsentGiven
  | ConsentReceived
  | ConsentEnded
  | ConsentRefused
  | DisclosureWritten
  | DisclosedOnGround
  | DisclosureReceived
  | LetterDelivered
  | QuestionAsked
  | QuestionReceived
  | QuestionAnswered
  | AnswerReceived
  | WithdrawalAcknowledged;
