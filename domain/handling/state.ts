import type { PartyId } from '../kernel/actor';
import type { EventBase } from '../kernel/event';
import type { NoteRef } from '../letters/letter';
import type { Instant } from '../time/instant';

export type Classification = 'special' | 'notSpecial';
export type Ability = 'able' | 'notAble';

/** Who handles, as RSP gives it: never a free choice. */
export interface HandlingDecision {
  /** `askingUnit`: it asked for the assessment, has the application and goes on with it (RSP-5). */
  readonly handledBy: 'own' | 'homeDistrict' | 'rejectFirst' | 'askingUnit';
  readonly unit?: PartyId;
}

/** What the defector unit answered when it was asked (RSP-13). */
interface Answered {
  readonly by: PartyId;
  readonly at: Instant;
  readonly classification: Classification;
  readonly ability?: Ability;
}

/** That relatives were told of the help in a district; the contact there stands in a note (RSP-12). */
interface Informed {
  readonly district: PartyId;
  readonly at: Instant;
  readonly notes: readonly NoteRef[];
}

export interface HandlingState {
  readonly classification?: Classification;
  readonly ability?: Ability;
  readonly decision?: HandlingDecision;
  readonly relatives?: readonly Informed[];
  /** The latest answer of the defector unit; classifying is its own matter, so this is no classification here (DEF-5). */
  readonly answered?: Answered;
  /** What another unit's letter told beside: it opens the file to nobody else, and decides nothing here (ACC-3, DEF-5). */
  readonly told?: Classification;
}

export interface DefectorClassified extends EventBase {
  readonly type: 'DefectorClassified';
  readonly classification: Classification;
  readonly basis: 'policeAssessment' | 'otherCircumstances';
}

export interface AbilityAssessed extends EventBase {
  readonly type: 'AbilityAssessed';
  readonly ability: Ability;
}

/** The defector unit was asked by this file and has answered (RSP-13). */
export interface ClassificationAnswered extends EventBase {
  readonly type: 'ClassificationAnswered';
  readonly from: PartyId;
  readonly classification: Classification;
  readonly ability?: Ability;
}

export interface HandlingDecided extends EventBase {
  readonly type: 'HandlingDecided';
  readonly decision: HandlingDecision;
}

export interface RelativesInformed extends EventBase {
  readonly type: 'RelativesInformed';
  readonly district: PartyId;
  readonly at: Instant;
  /** The contact there. */
  readonly notes: readonly NoteRef[];
}

export type HandlingEvent =
  DefectorClassified | AbilityAssessed | HandlingDecided | ClassificationAnswered | RelativesInformed;
