import type { PartyId } from '../kernel/actor';
import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import type { NoteRef, ReceivedEnclosure } from '../letters/letter';
import type { Instant } from '../time/instant';
import type { EndReason, HeldReason, Informed, PlacementDecision, RecallReason, ToldDecision } from './state';

/** The person asked for an acute placement; in the file of the unit that was asked (PLC-1). */
export interface PlacementAsked extends EventBase {
  readonly type: 'PlacementAsked';
  readonly askedAt: Instant;
  /** This unit is the home district. */
  readonly here: boolean;
}

export interface PlacementApplicationPassedOn extends EventBase {
  readonly type: 'PlacementApplicationPassedOn';
  readonly askedAt: Instant;
  readonly to: PartyId;
  readonly categories: readonly string[];
}

export interface PlacementApplicationReceived extends EventBase {
  readonly type: 'PlacementApplicationReceived';
  readonly askedAt: Instant;
  readonly from: PartyId;
  readonly enclosures: readonly ReceivedEnclosure[];
}

export interface AcutePlacementDecided extends EventBase {
  readonly type: 'AcutePlacementDecided';
  readonly placementId: string;
  readonly decision: PlacementDecision;
  readonly informed?: Informed;
  /** Set while the person is still to be told (PLC-4). */
  readonly informationClock?: Deadline;
  /** The hand-over to the home district, where this unit is not one (PLC-2). */
  readonly handover?: { readonly id: string; readonly deadlines: readonly Deadline[] };
  /** The exceptional reason (PLC-5). */
  readonly notes: readonly NoteRef[];
}

export interface PlacementRenewed extends EventBase {
  readonly type: 'PlacementRenewed';
  readonly placementId: string;
  readonly decision: PlacementDecision;
  readonly notes: readonly NoteRef[];
}

export interface PlacementInformationRecorded extends EventBase {
  readonly type: 'PlacementInformationRecorded';
  readonly placementId: string;
  readonly informed: Informed;
  readonly notes: readonly NoteRef[];
}

/** The person is still to be told; first the caseworker is reminded, then the supervisor (PLC-4). */
export interface PlacementInformationReminded extends EventBase {
  readonly type: 'PlacementInformationReminded';
  readonly placementId: string;
  /** When the supervisor is told; absent once that is done. */
  readonly next?: Deadline;
}

export interface PlacementReminded extends EventBase {
  readonly type: 'PlacementReminded';
  readonly placementId: string;
  readonly decisionId: string;
  readonly ends: Instant;
  /** The assessment is overdue as well, in this same file (THR-2). */
  readonly assessmentOverdue: boolean;
}

export interface PlacementLapsed extends EventBase {
  readonly type: 'PlacementLapsed';
  readonly placementId: string;
  readonly decisionId: string;
  readonly assessmentOverdue: boolean;
}

export interface PlacementEnded extends EventBase {
  readonly type: 'PlacementEnded';
  readonly placementId: string;
  readonly endedAt: Instant;
  readonly reason: EndReason;
}

export interface PlacementHandoverPlanned extends EventBase {
  readonly type: 'PlacementHandoverPlanned';
  readonly handoverId: string;
  readonly placementId: string;
  readonly deadlines: readonly Deadline[];
}

export interface PlacementHandoverSent extends EventBase {
  readonly type: 'PlacementHandoverSent';
  readonly handoverId: string;
  readonly to: PartyId;
  readonly letterId: string;
  /** The decision that is in force now. */
  readonly decisionId: string;
  readonly goes: readonly string[];
  readonly deadlines: readonly Deadline[];
}

export interface PlacementHandoverHeld extends EventBase {
  readonly type: 'PlacementHandoverHeld';
  readonly handoverId: string;
  readonly why: HeldReason;
  /** When the clock tries again, where a later try may succeed. */
  readonly deadlines?: readonly Deadline[];
}

/** A named person of the home district has taken over; in the file of the unit that placed. */
export interface PlacementReceiptRecorded extends EventBase {
  readonly type: 'PlacementReceiptRecorded';
  readonly handoverId: string;
  readonly placementId: string;
  readonly to: PartyId;
  readonly confirmedBy: string;
}

/** A receipt that came for a hand-over already settled otherwise: it changes nothing. */
export interface PlacementReceiptTooLate extends EventBase {
  readonly type: 'PlacementReceiptTooLate';
  readonly handoverId: string;
  readonly from: PartyId;
}

/** A hand-over waits for our receipt; in the home district's file. */
export interface PlacementHandoverReceived extends EventBase {
  readonly type: 'PlacementHandoverReceived';
  readonly handoverId: string;
  readonly from: PartyId;
  readonly fromCase: string;
  readonly told?: ToldDecision;
  readonly enclosures: readonly ReceivedEnclosure[];
  readonly deadlines: readonly Deadline[];
}

export interface PlacementTakenOver extends EventBase {
  readonly type: 'PlacementTakenOver';
  readonly handoverId: string;
  readonly placementId: string;
  readonly from: PartyId;
  readonly by: string;
  readonly firstDecidedAt: Instant;
  readonly decision: PlacementDecision;
  readonly informed?: Informed;
  readonly informationClock?: Deadline;
}

/** The person belongs to another district; in the file of the district to which the placement was handed over. */
export interface PlacementDeclined extends EventBase {
  readonly type: 'PlacementDeclined';
  readonly handoverId: string;
  readonly by: string;
}

/** The sender took the hand-over back before it had recorded our receipt; in the home district's file. */
export interface PlacementHandoverRecalled extends EventBase {
  readonly type: 'PlacementHandoverRecalled';
  readonly handoverId: string;
  readonly from: PartyId;
  readonly fromCase: string;
  readonly reason: RecallReason;
}

/** The sender's time ran out after this unit had taken over: its own clock counts here. */
export interface PlacementRecallTooLate extends EventBase {
  readonly type: 'PlacementRecallTooLate';
  readonly handoverId: string;
  readonly from: PartyId;
}

export interface PlacementReceiptReminded extends EventBase {
  readonly type: 'PlacementReceiptReminded';
  readonly handoverId: string;
}

export interface PlacementReceiptOverdue extends EventBase {
  readonly type: 'PlacementReceiptOverdue';
  readonly handoverId: string;
}

export type PlacementEvent =
  | PlacementAsked
  | PlacementApplicationPassedOn
  | PlacementApplicationReceived
  | AcutePlacementDecided
  | PlacementRenewed
  | PlacementInformationRecorded
  | PlacementInformationReminded
  | PlacementReminded
  | PlacementLapsed
  | PlacementEnded
  | PlacementHandoverPlanned
  | PlacementHandoverSent
  | PlacementHandoverHeld
  | PlacementReceiptRecorded
  | PlacementReceiptTooLate
  | PlacementHandoverReceived
  | PlacementTakenOver
  | PlacementDeclined
  | PlacementHandoverRecalled
  | PlacementRecallTooLate
  | PlacementReceiptReminded
  | PlacementReceiptOverdue;
