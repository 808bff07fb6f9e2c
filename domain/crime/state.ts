import type { PartyId } from '../kernel/actor';
import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import type { NoteRef } from '../letters/letter';
import type { Instant } from '../time/instant';

/** The grounds on which a suspicion may be told to the police without consent; a supervisor decides (CON-5). */
export const crimeGrounds = ['seriousCrimeReport'] as const;

/** Whether the exit process goes on (THR-8). */
export type CrimeAnswer = 'goOn' | 'stop';

/** What the police answered. */
export interface PoliceCrimeAnswer {
  readonly letterId: string;
  readonly from: PartyId;
  readonly answer: CrimeAnswer;
  readonly assessedAt: Instant;
  readonly receivedAt: Instant;
  readonly replaces?: string;
  readonly late: boolean;
  readonly notes: readonly NoteRef[];
}

/** A question to the police, under a consent or a ground. */
export interface CrimeQuestion {
  readonly reference: string;
  readonly letterId: string;
  readonly to: PartyId;
  readonly dueAt: Instant;
  /** The police have a time of their own from each question. */
  readonly deadline: Deadline;
  /** The consents that carry it; none where a ground does. */
  readonly consents: readonly string[];
  /** What it rested on has ended, or it never arrived: nothing that still comes is stored. */
  readonly stopped: boolean;
}

/** A suspicion of serious crime: the handling unit and the police assess together whether the exit goes on (THR-8). */
export interface Suspicion {
  readonly id: string;
  readonly recordedAt: Instant;
  readonly notes: readonly NoteRef[];
  readonly question?: CrimeQuestion;
  readonly own?: { readonly answer: CrimeAnswer; readonly at: Instant; readonly notes: readonly NoteRef[] };
  /** By sender and letter, so that order and repetition change nothing (PIN-5). */
  readonly police: Readonly<Record<string, PoliceCrimeAnswer>>;
  /** By when both are to have answered, counted from the record. */
  readonly deadline: Deadline;
}

export interface CrimeState {
  readonly suspicions: readonly Suspicion[];
}

export interface SeriousCrimeSuspected extends EventBase {
  readonly type: 'SeriousCrimeSuspected';
  readonly suspicionId: string;
  readonly notes: readonly NoteRef[];
  readonly deadline: Deadline;
}

export interface SeriousCrimeQuestioned extends EventBase {
  readonly type: 'SeriousCrimeQuestioned';
  readonly suspicionId: string;
  readonly reference: string;
  readonly letterId: string;
  readonly to: PartyId;
  readonly dueAt: Instant;
  readonly consents: readonly string[];
  /** Who decided, where a ground carried it (CON-5). */
  readonly decidedBy?: string;
  readonly deadline: Deadline;
}

export interface SeriousCrimeAnswered extends EventBase {
  readonly type: 'SeriousCrimeAnswered';
  readonly suspicionId: string;
  readonly answer: CrimeAnswer;
  readonly notes: readonly NoteRef[];
}

export interface PoliceSeriousCrimeAnswered extends EventBase {
  readonly type: 'PoliceSeriousCrimeAnswered';
  readonly reference: string;
  readonly late: boolean;
  readonly answer: PoliceCrimeAnswer;
}

export interface SeriousCrimeQuestionStopped extends EventBase {
  readonly type: 'SeriousCrimeQuestionStopped';
  readonly reference: string;
  readonly to: PartyId;
}

export interface SeriousCrimeAnswerOverdue extends EventBase {
  readonly type: 'SeriousCrimeAnswerOverdue';
  readonly suspicionId: string;
}

export type CrimeEvent =
  | SeriousCrimeSuspected
  | SeriousCrimeQuestioned
  | SeriousCrimeAnswered
  | PoliceSeriousCrimeAnswered
  | SeriousCrimeQuestionStopped
  | SeriousCrimeAnswerOverdue;
