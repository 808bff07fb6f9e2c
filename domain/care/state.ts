import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import type { NoteRef } from '../letters/letter';
import type { Instant } from '../time/instant';

/** Compulsory care as this file knows it. */
export interface CareState {
  /** When SAV learnt that it may be needed (RSP-15). */
  readonly concernSince?: Instant;
  /** When the supervisor is next shown a report that has not gone. */
  readonly missing?: Deadline;
  /** Since when the home district inquires (RSP-9). */
  readonly inquirySince?: Instant;
}

export interface CompulsoryCareConcernRecorded extends EventBase {
  readonly type: 'CompulsoryCareConcernRecorded';
  readonly reportId: string;
  readonly learntAt: Instant;
  readonly notes: readonly NoteRef[];
}

export interface CareReportMissing extends EventBase {
  readonly type: 'CareReportMissing';
  readonly next: Deadline;
}

export interface CompulsoryCareInquiryStarted extends EventBase {
  readonly type: 'CompulsoryCareInquiryStarted';
  readonly startedAt: Instant;
}

export type CareEvent = CompulsoryCareConcernRecorded | CareReportMissing | CompulsoryCareInquiryStarted;
