import type { PartyId } from '../kernel/actor';
import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import type { Carrier, NoteRef } from '../letters/letter';
import type { Instant } from '../time/instant';

/** What a report is about: a concern that reached us, or SAV's own concern that compulsory care is needed (RSP-15). */
export type ReportKind = 'concern' | 'compulsoryCare';

/** A report that was passed on to the home district by letter. */
export interface PassedOn {
  readonly to: PartyId;
  readonly letterId: string;
  readonly deadlines: readonly Deadline[];
  /** Who confirmed it there, by name (TRF-7). */
  readonly confirmedBy?: string;
  /** When we were told that the person belongs to another district (TRF-7). */
  readonly declinedAt?: Instant;
}

/** A report as this file knows it. */
export interface Report {
  readonly id: string;
  readonly kind: ReportKind;
  readonly receivedAt: Instant;
  /** The report as received. */
  readonly notes: readonly NoteRef[];
  /** This unit passes reports on to the home district (TRF-7); a district handles them (TRF-8). */
  readonly onward: boolean;
  /** The unit that passed it on to us, and its file. */
  readonly from?: { readonly unit: PartyId; readonly fromCase: string };
  /** Our own clock until a named person has confirmed it. */
  readonly deadlines: readonly Deadline[];
  readonly confirmedBy?: string;
  /** Said here that the person belongs to another district. */
  readonly declinedBy?: string;
  /** Our own clock while it waits here to be passed on (TRF-7). */
  readonly waits?: readonly Deadline[];
  /** When the duty desk's clock passes it on (INT-9). */
  readonly handover?: Deadline;
  readonly passedOn?: PassedOn;
  readonly overdue: boolean;
}

/** Concern reports as this file knows them, oldest first. */
export interface ConcernState {
  readonly reports: readonly Report[];
}

export interface ConcernReceived extends EventBase {
  readonly type: 'ConcernReceived';
  readonly reportId: string;
  readonly kind: ReportKind;
  readonly receivedAt: Instant;
  readonly notes: readonly NoteRef[];
  readonly onward: boolean;
  readonly from?: { readonly unit: PartyId; readonly fromCase: string };
  /** What carried it here, where another unit passed it on (CON-5). */
  readonly carrier?: Carrier;
  readonly deadlines?: readonly Deadline[];
}

export interface ConcernHandoverSet extends EventBase {
  readonly type: 'ConcernHandoverSet';
  readonly reportId: string;
  readonly next: Deadline;
}

export interface ConcernForwarded extends EventBase {
  readonly type: 'ConcernForwarded';
  readonly reportId: string;
  readonly to: PartyId;
  readonly letterId: string;
  readonly categories: readonly string[];
  readonly deadlines: readonly Deadline[];
}

export interface ConcernConfirmed extends EventBase {
  readonly type: 'ConcernConfirmed';
  readonly reportId: string;
  readonly by: string;
}

/** The person belongs to another district; in the file of the district that got the report (TRF-7). */
export interface ConcernDeclined extends EventBase {
  readonly type: 'ConcernDeclined';
  readonly reportId: string;
  readonly by: string;
}

/** The district to which it was passed on is not the person's; in the file of the unit that passed it on (TRF-7). */
export interface ConcernDeclineRecorded extends EventBase {
  readonly type: 'ConcernDeclineRecorded';
  readonly reportId: string;
  readonly from: PartyId;
}

/** A report waits here to be passed on: it came, was declined, or its letter did not arrive (TRF-7). */
export interface ConcernWaits extends EventBase {
  readonly type: 'ConcernWaits';
  readonly reportId: string;
  readonly deadlines: readonly Deadline[];
}

/** It waits here still. */
export interface ConcernWaitReminded extends EventBase {
  readonly type: 'ConcernWaitReminded';
  readonly reportId: string;
  readonly overdue: boolean;
}

export interface ConcernReceiptRecorded extends EventBase {
  readonly type: 'ConcernReceiptRecorded';
  readonly reportId: string;
  readonly from: PartyId;
  readonly confirmedBy: string;
}

export interface ConcernReceiptReminded extends EventBase {
  readonly type: 'ConcernReceiptReminded';
  readonly reportId: string;
}

export interface ConcernReceiptOverdue extends EventBase {
  readonly type: 'ConcernReceiptOverdue';
  readonly reportId: string;
}

export type ConcernEvent =
  | ConcernReceived
  | ConcernHandoverSet
  | ConcernForwarded
  | ConcernConfirmed
  | ConcernDeclined
  | ConcernDeclineRecorded
  | ConcernWaits
  | ConcernWaitReminded
  | ConcernReceiptRecorded
  | ConcernReceiptReminded
  | ConcernReceiptOverdue;
