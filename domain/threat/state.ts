import type { PartyId } from '../kernel/actor';
import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import type { NoteRef } from '../letters/letter';
import type { Instant } from '../time/instant';

export type ThreatLevel = 'low' | 'high';
export type ThreatNature = 'concrete' | 'latent';
export type Stage = 'initial' | 'inDepth';

/** One result from the police (THR-4). */
export interface Assessment {
  readonly letterId: string;
  readonly from: PartyId;
  readonly level: ThreatLevel;
  readonly nature: ThreatNature;
  readonly stage: Stage;
  readonly assessedAt: Instant;
  readonly receivedAt: Instant;
  /** The police will not come back with more (THR-2). */
  readonly final: boolean;
  readonly replaces?: string;
  readonly late: boolean;
  readonly notes: readonly NoteRef[];
}

/** A request to the police. It is open until a final result has come or it is stopped. */
export interface AssessmentRequest {
  readonly reference: string;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  readonly consentId: string;
  readonly to: PartyId;
  readonly letterId: string;
  readonly deadlines: readonly Deadline[];
  readonly stopped: boolean;
  /** What it rested on, its consent or the application, has ended: nothing that comes revives it (CON-8, PIN-5). */
  readonly lapsed?: true;
  readonly overdue: boolean;
  /** Made in a closed file, to follow it up: its results are let in there (THR-5, THR-7). */
  readonly followsUp?: true;
  readonly assessments: Readonly<Record<string, Assessment>>;
}

/** An assessment of another unit's file, as it stood there when its latest result had come. */
export interface DisclosedAssessment extends Pick<
  Assessment,
  'level' | 'nature' | 'stage' | 'assessedAt' | 'final'
> {
  readonly asOf?: Instant;
}

/** The threat: what was asked, what came, what was disclosed to this unit. */
export interface ThreatState {
  readonly requests: Readonly<Record<string, AssessmentRequest>>;
  /** An assessment that came with a transfer or a disclosure. */
  readonly disclosed?: DisclosedAssessment;
  readonly moveNeed?: 'within' | 'away';
}

export interface ThreatAssessmentRequested extends EventBase {
  readonly type: 'ThreatAssessmentRequested';
  readonly reference: string;
  readonly occasion: 'first' | 'repeated';
  readonly to: PartyId;
  readonly letterId: string;
  readonly consentId: string;
  readonly dueAt: Instant;
  readonly deadlines: readonly Deadline[];
  readonly followsUp?: true;
}

export interface AssessmentRecorded extends EventBase {
  readonly type: 'AssessmentRecorded';
  readonly reference: string;
  readonly late: boolean;
  readonly assessment: Assessment;
}

export interface ProtectionNeedFollowed extends EventBase {
  readonly type: 'ProtectionNeedFollowed';
  readonly need: boolean;
}

export interface AssessmentStopped extends EventBase {
  readonly type: 'AssessmentStopped';
  readonly reference: string;
  readonly to: PartyId;
}

export interface AssessmentReminded extends EventBase {
  readonly type: 'AssessmentReminded';
  readonly reference: string;
  readonly to: PartyId;
  readonly dueAt: Instant;
}

export interface AssessmentOverdue extends EventBase {
  readonly type: 'AssessmentOverdue';
  readonly reference: string;
  /** When the supervisors are told again. */
  readonly next: Deadline;
}

/** A result that came after the transfer went on to the unit that took over (THR-9). */
export interface AssessmentPassedOn extends EventBase {
  readonly type: 'AssessmentPassedOn';
  readonly to: PartyId;
  readonly consentId: string;
}

/** Answered requests that nothing reopens: the application moved and nothing lets results follow it, or the police never got the letter (THR-9). */
export interface RequestsLapsed extends EventBase {
  readonly type: 'RequestsLapsed';
  readonly references: readonly string[];
}

export interface MoveNeedRecorded extends EventBase {
  readonly type: 'MoveNeedRecorded';
  readonly need: 'within' | 'away';
}

export type ThreatEvent =
  | ThreatAssessmentRequested
  | AssessmentRecorded
  | ProtectionNeedFollowed
  | AssessmentStopped
  | AssessmentReminded
  | AssessmentOverdue
  | AssessmentPassedOn
  | RequestsLapsed
  | MoveNeedRecorded;
