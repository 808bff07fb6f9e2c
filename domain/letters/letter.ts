import type { FrozenGround } from '../profile/profile';
import type { PartyId } from '../kernel/actor';
import type { Json } from '../kernel/text';
import type { Instant } from '../time/instant';
import type { LocalDate } from '../time/local';

/** Kinds of letters in force; a control letter has no enclosure (CON-1). */
export type LetterKind =
  | 'transferOffer'
  | 'transferReceipt'
  | 'transferDecline'
  | 'transferRecall'
  | 'recallAnswer'
  | 'transferPackage'
  | 'disclosure'
  | 'consentGiven'
  | 'consentWithdrawn'
  | 'withdrawalReceipt'
  | 'threatAssessmentRequest'
  | 'assessmentReminder'
  | 'assessmentStopped'
  | 'policeAssessment'
  | 'meetingProposal'
  | 'meetingOutcome'
  | 'adviceQuestion'
  | 'adviceAnswer'
  | 'classificationRequest'
  | 'classificationAnswer'
  | 'homeDistrictQuestion'
  | 'homeDistrictAnswer'
  | 'concernReport'
  | 'concernReceipt'
  | 'concernDecline'
  | 'placementApplication'
  | 'placementTakeover'
  | 'placementReceipt'
  | 'placementDecline'
  | 'placementRecall'
  | 'seriousCrimeQuestion'
  | 'policeSeriousCrimeAnswer';

/** Kinds that units send one another and that carry something; all others between units are control letters (CON-1). */
export const carryingKinds = [
  'transferPackage',
  'disclosure',
  'consentGiven',
  'adviceQuestion',
  'adviceAnswer',
  'classificationRequest',
  'classificationAnswer',
  'homeDistrictQuestion',
  'homeDistrictAnswer',
  'concernReport',
  'placementApplication',
  'placementTakeover',
] as const satisfies readonly LetterKind[];

/** Control letters between units: references, dates and codes, and no enclosure (CON-1). */
export const controlKinds = [
  'transferOffer',
  'transferReceipt',
  'transferDecline',
  'transferRecall',
  'recallAnswer',
  'consentWithdrawn',
  'withdrawalReceipt',
  'meetingProposal',
  'meetingOutcome',
  'concernReceipt',
  'concernDecline',
  'placementReceipt',
  'placementDecline',
  'placementRecall',
] as const satisfies readonly LetterKind[];

/** A consent as it travels with what it carries: the scope, never the person's words. */
export interface CarryingConsent {
  readonly consentId: string;
  readonly givingUnit: PartyId;
  /** The case whose ledger holds it: where a withdrawal is sent. */
  readonly ledgerCase: string;
  readonly purpose: string;
  readonly recipients: readonly PartyId[];
  readonly categories: readonly string[];
  readonly givenAt: Instant;
  readonly until?: Instant;
}

/**
 * In what function a use of a ground was decided: a part in the case, the one that the authority named for the ground, or the
 * routine itself, where its clock or a letter's arrival has the step done.
 */
export const decidedAs = [
  ...(['caseworker', 'supervisor', 'reception', 'dutyDesk'] as const),
  ...(['namedDecider', 'routine'] as const),
] as const;

export type DecidedAs = (typeof decidedAs)[number];

/** Who decided that a ground is used (CON-5). The recipient is told when and in what function (ADR 0021). */
export interface GroundUse {
  readonly decidedAt: Instant;
  readonly as: DecidedAs;
  /** Staff id. It stays in the sender's file. */
  readonly by?: string;
  /** The last day on which the person is young enough for the ground. It stays in the sender's file. */
  readonly lastDay?: LocalDate;
}

/** A legal ground as it carries an enclosure. */
export interface GroundCarrier {
  readonly kind: 'ground';
  readonly ground: FrozenGround;
  /** Absent where an earlier version or another system wrote it. */
  readonly use?: GroundUse;
}

/** What lets an enclosure through: a consent on the sender's ledger or a named legal ground (CON-4, CON-5). */
export type Carrier = { readonly kind: 'consent'; readonly consent: CarryingConsent } | GroundCarrier;

/** A narrative kept outside Temporal: the id of the note, and which field it was. */
export interface NoteRef {
  readonly noteId: string;
  readonly field: string;
}

/** One item in a letter, with what carries it. Narratives and the person's identity go by reference until it is claimed. */
export interface Enclosure {
  readonly category: string;
  readonly carrier: Carrier;
  readonly facts: Json;
  readonly notes: readonly NoteRef[];
  /** Reference to the person in the unit's vault, where the category holds the identity. */
  readonly person?: string;
  /** Claimed in the transaction that records the step (the core of a package, ADR 0004). */
  readonly claimed?: boolean;
}

/** A letter as the sender's case writes it. What is on the envelope is opaque: references and dates. */
export interface Letter {
  readonly letterId: string;
  readonly kind: LetterKind;
  readonly to: PartyId;
  /** The sender's own case: where an answer goes. */
  readonly fromCase: string;
  /** The recipient's case, or the letter that opened it; absent for a letter that opens one. */
  readonly toCase?: string;
  /** The letter that began the exchange; the recipient derives its case from it (ADR 0004). */
  readonly opener?: string;
  /** What it is about: a transfer, an assessment request, a consent. */
  readonly reference: string;
  /** Reference- and date-like facts of a control letter (CON-1). */
  readonly facts: Readonly<Record<string, Json>>;
  readonly enclosures: readonly Enclosure[];
}

/** What a signal carries: enough to decide whether the letter is accepted at all (CON-8). */
export interface LetterHeader {
  readonly letterId: string;
  readonly from: PartyId;
  readonly kind: LetterKind;
  readonly reference: string;
}

/** An enclosure as it was received: facts for decisions; narratives already moved to notes, the identity to the vault. */
export interface ReceivedEnclosure {
  readonly category: string;
  readonly carrier: Carrier;
  readonly facts: Json;
  readonly notes: readonly NoteRef[];
  readonly person?: string;
}

/** A letter whose content was read, after its header was accepted. */
export interface ReceivedLetter extends LetterHeader {
  readonly receivedAt: Instant;
  readonly fromCase: string;
  readonly facts: Readonly<Record<string, Json>>;
  readonly notes: readonly NoteRef[];
  readonly enclosures: readonly ReceivedEnclosure[];
}
