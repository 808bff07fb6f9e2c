import type { PartyId } from '../kernel/actor';
import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import type { Json } from '../kernel/text';
import type { NoteRef } from '../letters/letter';
import type { Instant } from '../time/instant';
import type { LocalDate } from '../time/local';
import type { FinancialContact } from './finance-state';

/** The areas of life in which a plan sees needs (FUP-2). */
export const planNeeds = [
  'protection',
  'housing',
  'livelihood',
  'work',
  'education',
  'health',
  'substanceAbuse',
  'family',
  'network',
  'leisure',
  'other',
] as const;

export type PlanNeed = (typeof planNeeds)[number];

/** A granted intervention as its event tells it; what it is stands in a note. Earlier ones have no id. */
export interface GrantedIntervention {
  readonly id?: string;
  readonly kind: 'regular' | 'acute' | 'timeLimited';
  readonly from: LocalDate;
  readonly until?: LocalDate;
  /** SEK a day. */
  readonly costSekPerDay?: number;
  /** The needs of the plan that it answers to. */
  readonly needs?: readonly PlanNeed[];
  /** When its time is over, where it has one. */
  readonly ends?: Deadline;
  readonly notes: readonly NoteRef[];
}

/** What an intervention ended by. */
export type InterventionEnd = 'participation' | 'time' | 'application' | 'closing';

/** An intervention; it runs until it has ended. */
export interface Intervention extends GrantedIntervention {
  readonly id: string;
  readonly ended?: { readonly at: Instant; readonly by: InterventionEnd };
}

/** A time at which the case is to be followed up (FUP-1). */
export interface Occasion {
  readonly id: string;
  readonly kind: 'running' | 'afterClosing';
  readonly dueAt: Instant;
  readonly deadlines: readonly Deadline[];
  readonly reminded?: true;
  readonly overdue?: true;
  readonly settled?: true;
}

/** How far a need of the plan is met. */
export interface NeedFollowed {
  readonly need: PlanNeed;
  readonly met: 'met' | 'partly' | 'notMet';
}

/** What the police said of crime and threat, asked under a consent (FUP-1). */
export interface PoliceWord {
  readonly crime: 'none' | 'suspected' | 'confirmed';
  readonly threat: 'lower' | 'unchanged' | 'higher';
  readonly at: Instant;
}

/** One follow-up; without `police` it was done without their answer (FUP-1, FUP-2). */
export interface FollowUp {
  readonly id: string;
  readonly at: Instant;
  readonly needs: readonly NeedFollowed[];
  readonly motivation: 'stands' | 'wavers' | 'gone';
  readonly planFollowed: 'followed' | 'partly' | 'notFollowed';
  readonly police?: PoliceWord;
  readonly notes: readonly NoteRef[];
}

/** SEK for a period. */
export interface Grant {
  readonly amountSek: number;
  readonly from: LocalDate;
  readonly until: LocalDate;
}

/** State funding of this case, as the police decide it (FUP-4). */
export interface Funding extends Grant {
  readonly id: string;
  readonly appliedAt: Instant;
  readonly standing: 'applied' | 'granted' | 'refused';
  readonly granted?: Grant;
}

/** Plan, interventions, follow-up and state funding. */
export interface PlanState {
  readonly needs: readonly PlanNeed[];
  readonly notes: readonly NoteRef[];
  readonly interventions: readonly Intervention[];
  readonly occasions: readonly Occasion[];
  readonly followUps: readonly FollowUp[];
  readonly funding: readonly Funding[];
  /** Contacts with financial assistance (FIN-2). */
  readonly finance: readonly FinancialContact[];
  /** The plan of the unit before, as a letter brought it. */
  readonly carried?: { readonly from: PartyId; readonly facts: Json; readonly notes: readonly NoteRef[] };
}

export interface PlanSet extends EventBase {
  readonly type: 'PlanSet';
  readonly needs: readonly PlanNeed[];
  readonly notes: readonly NoteRef[];
}

export interface InterventionGranted extends EventBase {
  readonly type: 'InterventionGranted';
  readonly intervention: GrantedIntervention;
  /** The first intervention that runs sets the first time of follow-up (FUP-1). */
  readonly followUp?: Occasion;
}

/** The person takes no part any more (FUP-3). */
export interface ParticipationEnded extends EventBase {
  readonly type: 'ParticipationEnded';
  readonly interventions: readonly string[];
  readonly saidBy: 'person' | 'representative';
  readonly saidAt: Instant;
  readonly notes: readonly NoteRef[];
}

/** Interventions end without a word of the person: their time is over, or what they rested on. */
export interface InterventionsEnded extends EventBase {
  readonly type: 'InterventionsEnded';
  readonly interventions: readonly string[];
  readonly by: Exclude<InterventionEnd, 'participation'>;
}

export interface FollowUpRecorded extends EventBase {
  readonly type: 'FollowUpRecorded';
  readonly followUp: Omit<FollowUp, 'at'>;
  /** The occasions that it settles. */
  readonly settles: readonly string[];
  readonly next?: Occasion;
}

/** A completed case was closed: it is followed up at these times (FUP-1). */
export interface FollowUpsPlanned extends EventBase {
  readonly type: 'FollowUpsPlanned';
  readonly occasions: readonly Occasion[];
}

export interface FollowUpReminded extends EventBase {
  readonly type: 'FollowUpReminded';
  readonly occasion: string;
  readonly dueAt: Instant;
}

export interface FollowUpOverdue extends EventBase {
  readonly type: 'FollowUpOverdue';
  readonly occasion: string;
  readonly dueAt: Instant;
}

export interface StateFundingApplied extends EventBase {
  readonly type: 'StateFundingApplied';
  readonly fundingId: string;
  readonly grant: Grant;
}

export interface FundingDecisionRecorded extends EventBase {
  readonly type: 'FundingDecisionRecorded';
  readonly fundingId: string;
  readonly outcome: 'granted' | 'refused';
  readonly decidedOn: LocalDate;
  readonly granted?: Grant;
}

export type PlanEvent =
  | PlanSet
  | InterventionGranted
  | ParticipationEnded
  | InterventionsEnded
  | FollowUpRecorded
  | FollowUpsPlanned
  | FollowUpReminded
  | FollowUpOverdue
  | StateFundingApplied
  | FundingDecisionRecorded;
