import type { EventBase } from '../kernel/event';
import type { NoteRef } from '../letters/letter';
import type { Instant } from '../time/instant';

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

/** The milieu or milieus that the person belongs to (DEF-7). */
export interface MilieuKinds {
  /** Ids of the profile's list. */
  readonly kinds: readonly string[];
  readonly notes: readonly NoteRef[];
}

/** Stands where no standardised method was used. */
export const NO_METHOD = 'none';

/** How the person and the person's own criminality were assessed (DEF-11). */
export interface AssessmentMethod {
  /** An id of the profile's list, or {@link NO_METHOD}. */
  readonly method: string;
  readonly by: string;
  readonly assessedAt: Instant;
  readonly notes: readonly NoteRef[];
}

/** Whether the person is a defector, criterion by criterion. */
export interface CriteriaState {
  readonly assessed: Readonly<Partial<Record<AssessedCriterion, Assessed>>>;
  readonly motivation?: Motivation;
  readonly milieu?: MilieuKinds;
  readonly method?: AssessmentMethod;
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

export interface MilieuRecorded extends EventBase {
  readonly type: 'MilieuRecorded';
  readonly kinds: readonly string[];
  readonly notes: readonly NoteRef[];
}

export interface AssessmentMethodRecorded extends EventBase {
  readonly type: 'AssessmentMethodRecorded';
  readonly method: string;
  readonly by: string;
  readonly assessedAt: Instant;
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
  | CriterionRecorded
  | MotivationRecorded
  | MilieuRecorded
  | AssessmentMethodRecorded
  | ConsentCriterionFollowed
  | DefectorStandingChanged;
