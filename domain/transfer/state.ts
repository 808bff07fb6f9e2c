import type { AgesToCome } from '../intake/age';
import type { PartyId } from '../kernel/actor';
import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import type { ReceivedEnclosure } from '../letters/letter';
import type { UnitFunction } from '../profile/profile';
import type { Instant } from '../time/instant';

/** The exit application as this file knows it. Exactly one unit holds it (TRF-6). */
export interface Application {
  readonly ref: string;
  /** When the person applied, wherever that was: it goes with the core. */
  readonly appliedAt: Instant;
  readonly standing: 'held' | 'moved' | 'completed' | 'withdrawn' | 'rejected' | 'ended';
  /** From whom it was taken over. */
  readonly from?: PartyId;
  /** The rejected application after which the person applied again (RSP-7). */
  readonly earlier?: string;
}

/** A transfer that this file offered. Each is its own thing (ADR 0004). */
export interface OutgoingTransfer {
  readonly id: string;
  readonly to: PartyId;
  readonly categories: readonly string[];
  readonly offerLetter: string;
  readonly offeredAt: Instant;
  readonly receiptDue: Instant;
  readonly deadlines: readonly Deadline[];
  readonly standing: 'offered' | 'received' | 'declined' | 'recalled' | 'notRecorded';
  /** The receiver's case, once its receipt has named it. */
  readonly toCase?: string;
  readonly overdue: boolean;
}

/** The transfer that opened this file. */
export interface IncomingTransfer {
  readonly id: string;
  readonly from: PartyId;
  readonly fromCase: string;
  readonly offerLetter: string;
  readonly receiptDue?: Instant;
  readonly deadlines: readonly Deadline[];
  readonly standing: 'offered' | 'confirmed' | 'takenOver' | 'declined' | 'recalled';
  readonly overdue: boolean;
}

/** The duty desk's hand-over, fixed to its instant (INT-3). */
export interface Handover {
  /** Since when the district stands for which it was fixed. */
  readonly districtSince: Instant;
  /** None once an offer has taken its place. */
  readonly deadlines: readonly Deadline[];
}

export interface TransferState {
  readonly application?: Application;
  readonly outgoing: Readonly<Record<string, OutgoingTransfer>>;
  readonly incoming?: IncomingTransfer;
  readonly handover?: Handover;
}

export interface TransferOffered extends EventBase {
  readonly type: 'TransferOffered';
  readonly transferId: string;
  readonly to: PartyId;
  readonly categories: readonly string[];
  readonly offerLetter: string;
  readonly receiptDue: Instant;
  readonly deadlines: readonly Deadline[];
}

export interface OfferReceived extends EventBase {
  readonly type: 'OfferReceived';
  readonly transferId: string;
  readonly from: PartyId;
  readonly fromCase: string;
  readonly offerLetter: string;
  /** A district, or `unclear`. */
  readonly homeDistrict: PartyId;
  readonly receiptDue: Instant;
  readonly deadlines: readonly Deadline[];
}

export interface ReceiptConfirmed extends EventBase {
  readonly type: 'ReceiptConfirmed';
  readonly transferId: string;
  readonly by: string;
}

/** The receiver declined; in the receiver's file. */
export interface OfferDeclined extends EventBase {
  readonly type: 'OfferDeclined';
  readonly transferId: string;
  readonly reason: DeclineReason;
}

/** The sender took the offer back, or did not record the receipt; in the receiver's file. */
export interface OfferRecalled extends EventBase {
  readonly type: 'OfferRecalled';
  readonly transferId: string;
  readonly from: PartyId;
  readonly fromCase: string;
  readonly offerLetter: string;
}

/** A recall that came when the application had already been taken over: it changes nothing; in the receiver's file. */
export interface RecallTooLate extends EventBase {
  readonly type: 'RecallTooLate';
  readonly transferId: string;
  readonly from: PartyId;
}

export interface ReceiptRecorded extends EventBase {
  readonly type: 'ReceiptRecorded';
  readonly transferId: string;
  readonly to: PartyId;
  readonly confirmedBy: string;
  readonly goes: readonly string[];
  readonly kept: readonly string[];
}

export interface ReceiptNotRecorded extends EventBase {
  readonly type: 'ReceiptNotRecorded';
  readonly transferId: string;
  readonly to: PartyId;
}

/** A receipt or decline that came for a transfer already settled otherwise: it changes nothing. */
export interface AnswerTooLate extends EventBase {
  readonly type: 'AnswerTooLate';
  readonly transferId: string;
  readonly from: PartyId;
}

export interface TransferDeclined extends EventBase {
  readonly type: 'TransferDeclined';
  readonly transferId: string;
  readonly to: PartyId;
  readonly reason: DeclineReason;
}

export interface TransferRecalled extends EventBase {
  readonly type: 'TransferRecalled';
  readonly transferId: string;
  readonly to: PartyId;
}

export interface RecallAnswered extends EventBase {
  readonly type: 'RecallAnswered';
  readonly transferId: string;
  readonly from: PartyId;
}

export interface ApplicationTakenOver extends EventBase {
  readonly type: 'ApplicationTakenOver';
  readonly transferId: string;
  readonly from: PartyId;
  readonly applicationRef: string;
  readonly appliedAt: Instant;
  readonly person?: string;
  readonly agesToCome?: AgesToCome;
  /** What the unit is for that took it over. */
  readonly takenOverBy?: UnitFunction;
  /** The rejected application after which the person applied again (RSP-7). */
  readonly earlierApplication?: string;
  readonly enclosures: readonly ReceivedEnclosure[];
}

export interface ReceiptReminded extends EventBase {
  readonly type: 'ReceiptReminded';
  readonly transferId: string;
}

export interface ReceiptOverdue extends EventBase {
  readonly type: 'ReceiptOverdue';
  readonly transferId: string;
}

export interface HandoverArmed extends EventBase {
  readonly type: 'HandoverArmed';
  readonly at: Instant;
  readonly districtSince: Instant;
  readonly deadlines: readonly Deadline[];
}

/** The instant came and nothing carries the core: nothing was offered. */
export interface HandoverHeldUp extends EventBase {
  readonly type: 'HandoverHeldUp';
}

export interface ExitCompleted extends EventBase {
  readonly type: 'ExitCompleted';
  readonly outcome: string;
}

export interface ApplicationWithdrawn extends EventBase {
  readonly type: 'ApplicationWithdrawn';
  readonly withdrawnAt: Instant;
}

/** Why a receiver declines, as codes: a control letter carries no narrative (CON-1). */
export const declineReasons = ['wrongHomeDistrict', 'notOurMatter', 'other'] as const;
export type DeclineReason = (typeof declineReasons)[number];

export type TransferEvent =
  | TransferOffered
  | OfferReceived
  | ReceiptConfirmed
  | OfferDeclined
  | OfferRecalled
  | RecallTooLate
  | ReceiptRecorded
  | ReceiptNotRecorded
  | AnswerTooLate
  | TransferDeclined
  | TransferRecalled
  | RecallAnswered
  | ApplicationTakenOver
  | ReceiptReminded
  | ReceiptOverdue
  | HandoverArmed
  | HandoverHeldUp
  | ExitCompleted
  | ApplicationWithdrawn;
