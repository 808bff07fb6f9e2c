import type { EventBase } from '../kernel/event';
import type { PartyId } from '../kernel/actor';
import type { Deadline } from '../kernel/deadline';
import type { Matter } from '../kernel/matter';
import type { NoteRef } from '../letters/letter';
import type { PosedQuestion } from '../letters/enquiry';
import type { UnitFunction } from '../profile/profile';
import type { Instant } from '../time/instant';
import type { LocalDate } from '../time/local';
import type { AgesToCome } from './age';

/** Where the own file stands. `none`: there is no such case. */
export type FileStatus = 'none' | 'offered' | 'intake' | 'investigation' | 'closed';

/** Why the own file was closed. */
export type ClosingReason =
  | 'handlingMovedToOtherBoard'
  | 'exitCompleted'
  | 'applicationWithdrawn'
  | 'applicationRejected'
  | 'exitEnded'
  | 'placementEnded'
  | 'concernHandled'
  | 'inquiryEnded'
  | 'answered'
  | 'noFurtherAction'
  | 'offerDeclined'
  | 'offerRecalled';

/** Who works with the case inside the unit (ACC-2). */
export interface Assignment {
  readonly person: string;
  readonly standIns: readonly string[];
}

/** When and why the own file was closed, and under which wording of the social services act. */
export interface Closed {
  readonly at: Instant;
  readonly reason: ClosingReason;
  readonly act?: string;
}

/** A planned release from prison or closed youth care (INT-7). */
export interface Release {
  readonly date: LocalDate;
  /** Who releases. */
  readonly authority: PartyId;
  /** The contact there. */
  readonly notes: readonly NoteRef[];
  readonly deadlines: readonly Deadline[];
  /** The day has come. */
  readonly come: boolean;
}

/** The own file: how it began, whose it is, whether it is open. */
export interface IntakeState {
  readonly status: FileStatus;
  readonly matter: Matter;
  readonly openedAt?: Instant;
  readonly channel?: string;
  /** What the unit is for that registered the application or took it over: only the defector unit classifies (DEF-5). */
  readonly registeredBy?: UnitFunction;
  readonly inCustody?: boolean;
  /** Reference to the identity in the unit's vault. */
  readonly person?: string;
  /** A district, or `unclear`. */
  readonly homeDistrict?: PartyId;
  /** When the home district was last told; the duty desk's hand-over counts from it (INT-3). */
  readonly districtSince?: Instant;
  readonly release?: Release;
  readonly agesToCome?: AgesToCome;
  /** The question for which another unit had the file opened (CON-7, INT-6, RSP-13). */
  readonly question?: PosedQuestion;
  readonly assignment?: Assignment;
  /** Supervisors named in the case: of a restricted one they alone are let in (ACC-3). */
  readonly supervisors?: readonly string[];
  readonly investigatedSince?: Instant;
  readonly closed?: Closed;
}

export interface ApplicationRegistered extends EventBase {
  readonly type: 'ApplicationRegistered';
  readonly applicationRef: string;
  readonly channel: string;
  readonly receivedAt: Instant;
  readonly inCustody: boolean;
  readonly person?: string;
  readonly registeredBy?: UnitFunction;
  readonly agesToCome?: AgesToCome;
  /** The rejected application after which the person applies again (RSP-7, TRF-6). */
  readonly earlierApplication?: string;
}

export interface CaseworkerAssigned extends EventBase {
  readonly type: 'CaseworkerAssigned';
  readonly person: string;
  readonly standIns: readonly string[];
  /** The supervisors named from then on; absent where those stay who are. */
  readonly supervisors?: readonly string[];
}

export interface SupervisorNamed extends EventBase {
  readonly type: 'SupervisorNamed';
  readonly person: string;
}

export interface HomeDistrictSet extends EventBase {
  readonly type: 'HomeDistrictSet';
  /** A district, or `unclear`. */
  readonly district: PartyId;
  /** The duty desk said so; otherwise the caseworker found it (INT-6). */
  readonly basis?: 'dutyDesk';
}

export interface InvestigationOpened extends EventBase {
  readonly type: 'InvestigationOpened';
}

export interface CaseClosed extends EventBase {
  readonly type: 'CaseClosed';
  readonly reason: ClosingReason;
  /** The social services act as it read on that day. */
  readonly act?: string;
}

export interface ReleaseRecorded extends EventBase {
  readonly type: 'ReleaseRecorded';
  readonly date: LocalDate;
  readonly authority: PartyId;
  readonly notes: readonly NoteRef[];
  readonly deadlines: readonly Deadline[];
}

export interface ReleaseReminded extends EventBase {
  readonly type: 'ReleaseReminded';
  readonly date: LocalDate;
}

export interface ReleaseDayCame extends EventBase {
  readonly type: 'ReleaseDayCame';
  readonly date: LocalDate;
}

export type IntakeEvent =
  | ApplicationRegistered
  | CaseworkerAssigned
  | SupervisorNamed
  | HomeDistrictSet
  | InvestigationOpened
  | CaseClosed
  | ReleaseRecorded
  | ReleaseReminded
  | ReleaseDayCame;
