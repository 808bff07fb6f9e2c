import type { EventBase } from '../kernel/event';
import type { NoteRef } from '../letters/letter';

/** The criteria that are assessed; the fourth, consent, follows the ledger (DEF-2). */
export type AssessedCriterion = 'milieu' | 'wish' | 'need';
export type CriterionValue = 'met' | 'notMet' | 'unknown';
export type Strength = 'weak' | 'partial' | 'strong';

export interface Assessed {
  readonly value: CriterionValue;
  readonly notes: readonly NoteRef[];
}

export interface Motivation {
  readonly insight: Strength;
  readonly motivation: Strength;
  readonly notes: readonly NoteRef[];
}

/** Whether the person is a defector, criterion by criterion. */
export interface CriteriaState {
  readonly assessed: Readonly<Partial<Record<AssessedCriterion, Assessed>>>;
  readonly motivation?: Motivation;
  /** Whether the person was a defector after the last step: a change is told on the timeline. */
  readonly standing: 'potential' | 'defector';
}

export interface CriterionRecorded extends EventBase {
  readonly type: 'CriterionRecorded';
  readonly criterion: AssessedCriterion;
  readonly value: CriterionValue;
  readonly notes: readonly NoteRef[];
}

export interface MotivationRecorded extends EventBase {
  readonly type: 'MotivationRecorded';
  readonly insight: Strength;
  readonly motivation: Strength;
  readonly notes: readonly NoteRef[];
}

export interface ConsentCriterionFollowed extends EventBase {
  readonly type: 'ConsentCriterionFollowed';
  readonly value: 'met' | 'unknown';
}

export interface DefectorStandingChanged extends EventBase {
  readonly type: 'DefectorStandingChanged';
  readonly standing: 'potential' | 'defector';
}

export type CriteriaEvent =
  CriterionRecorded | MotivationRecorded | ConsentCriterionFollowed | DefectorStandingChanged;
