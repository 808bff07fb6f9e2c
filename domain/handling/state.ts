import type { PartyId } from '../kernel/actor';
import type { EventBase } from '../kernel/event';

export type Classification = 'special' | 'notSpecial';
export type Ability = 'able' | 'notAble';

/** Who handles, as RSP gives it: never a free choice. */
export interface HandlingDecision {
  readonly handledBy: 'own' | 'homeDistrict' | 'rejectFirst';
  readonly unit?: PartyId;
}

export interface HandlingState {
  readonly classification?: Classification;
  readonly ability?: Ability;
  readonly decision?: HandlingDecision;
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

export interface HandlingDecided extends EventBase {
  readonly type: 'HandlingDecided';
  readonly decision: HandlingDecision;
}

export type HandlingEvent = DefectorClassified | AbilityAssessed | HandlingDecided;
