import type { PartyId } from '../kernel/actor';
import type { Deadline } from '../kernel/deadline';
import type { Instant } from '../time/instant';
import type { LocalDate } from '../time/local';

/** What one decision to place says. It never says where (PLC-7). */
export interface PlacementTerms {
  /** One of the profile's. */
  readonly provider: string;
  /** One of the profile's. */
  readonly protectionLevel: string;
  readonly costSekPerDay: number;
  readonly from: LocalDate;
}

/** One decision, taken here or taken over. Each has its own time. */
export interface PlacementDecision extends PlacementTerms {
  readonly id: string;
  readonly decidedAt: Instant;
  /** The act under which it was taken here. */
  readonly act?: string;
  readonly ends: Instant;
  readonly deadlines: readonly Deadline[];
}

/** That the person was told how the process works, and that the decision holds for the investigation (PLC-4). */
export interface Informed {
  readonly toldAt: Instant;
  readonly by: string;
}

export const endReasons = ['needCeased', 'personLeft', 'otherHelp', 'providerEnded', 'other'] as const;
/** Why a placement ends before its time. */
export type EndReason = (typeof endReasons)[number];

/** A placement for which this unit is, or was, responsible. */
export interface Placement {
  readonly id: string;
  /** The decision in force. */
  readonly decision: PlacementDecision;
  /** When it was first decided, whoever did (PLC-8). */
  readonly firstDecidedAt: Instant;
  readonly standing: 'running' | 'ended' | 'lapsed' | 'takenOver' | 'released';
  /** The hand-over by which it came here (PLC-2). */
  readonly handoverId?: string;
  readonly informed?: Informed;
  readonly informationClock?: Deadline;
  readonly ended?: { readonly at: Instant; readonly reason: EndReason };
}

/** A hand-over to the home district (PLC-2). Each is its own thing. */
export interface PlacementHandover {
  readonly id: string;
  readonly placementId: string;
  readonly standing: 'planned' | 'waiting' | 'held' | 'received' | 'recalled' | 'lapsed';
  /** To whom it went, by which letter, and of which decision that tells. */
  readonly sent?: { readonly to: PartyId; readonly letterId: string; readonly decisionId: string };
  /** When we were told that the person belongs to another district (INT-6). */
  readonly declinedAt?: Instant;
  readonly deadlines: readonly Deadline[];
  readonly overdue: boolean;
}

/** What a hand-over told of the decision, where a consent carried it. */
export interface ToldDecision extends PlacementTerms {
  readonly decidedAt: Instant;
  readonly firstDecidedAt: Instant;
  readonly informed?: Informed;
}

/** The hand-over that opened this file. */
export interface IncomingPlacement {
  readonly id: string;
  readonly from: PartyId;
  readonly fromCase: string;
  readonly told?: ToldDecision;
  readonly deadlines: readonly Deadline[];
  readonly standing: 'waiting' | 'takenOver' | 'declined' | 'recalled';
  readonly overdue: boolean;
}

/** Acute placement as this file knows it. */
export interface PlacementState {
  /** When the person asked for a placement, and what has become of it. */
  readonly asked?: {
    readonly at: Instant;
    /** This unit is the home district, and decides. */
    readonly here: boolean;
    readonly passedOnTo?: PartyId;
  };
  /** Oldest first; at most one runs. */
  readonly placements: readonly Placement[];
  readonly handovers: Readonly<Record<string, PlacementHandover>>;
  readonly incoming?: IncomingPlacement;
}

export const heldReasons = ['noDistrict', 'nothingCarries', 'notDelivered', 'declined'] as const;
/** Why a hand-over cannot go. */
export type HeldReason = (typeof heldReasons)[number];

export const recallReasons = ['ended', 'lapsed', 'replaced'] as const;
/** Why a hand-over is taken back, as codes: a control letter carries no narrative (CON-1). */
export type RecallReason = (typeof recallReasons)[number];
