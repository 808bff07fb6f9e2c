import type { DisclosureReceived } from '../consent/state';
import type { StepMeta } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import type { ApplicationTakenOver } from '../transfer/state';
import type {
  FollowUpRecorded,
  FundingDecisionRecorded,
  Intervention,
  InterventionEnd,
  InterventionGranted,
  Occasion,
  PlanEvent,
  PlanState,
} from './state';

function granted(state: PlanState, event: InterventionGranted): PlanState {
  // Interventions of earlier journals have no id: their place names them.
  const id = event.intervention.id ?? `i-${String(state.interventions.length + 1)}`;
  const { followUp } = event;
  return {
    ...state,
    interventions: [...state.interventions, { ...event.intervention, id }],
    occasions: followUp === undefined ? state.occasions : [...state.occasions, followUp],
  };
}

/** When the last intervention has ended there is nothing to follow up while it runs (FUP-1). */
function ended(
  state: PlanState,
  ids: readonly string[],
  at: NonNullable<Intervention['ended']>['at'],
  by: InterventionEnd,
): PlanState {
  const interventions = state.interventions.map((one) =>
    ids.includes(one.id) && one.ended === undefined ? { ...one, ended: { at, by } } : one,
  );
  const runs = interventions.some((one) => one.ended === undefined);
  const occasions = state.occasions.filter(({ kind, settled }) => runs || kind !== 'running' || settled);
  return { ...state, interventions, occasions };
}

function withOccasion(state: PlanState, id: string, change: Partial<Occasion>): PlanState {
  return {
    ...state,
    occasions: state.occasions.map((one) => (one.id === id ? { ...one, ...change } : one)),
  };
}

function followedUp(state: PlanState, event: FollowUpRecorded, at: string): PlanState {
  const { followUp, settles, next } = event;
  const occasions = state.occasions.map((one) =>
    settles.includes(one.id) ? { ...one, settled: true as const } : one,
  );
  return {
    ...state,
    followUps: [...state.followUps, { ...followUp, at }],
    occasions: next === undefined ? occasions : [...occasions, next],
  };
}

function fundingDecided(
  state: PlanState,
  { fundingId, outcome: standing, granted: grant }: FundingDecisionRecorded,
): PlanState {
  return {
    ...state,
    funding: state.funding.map((one) =>
      one.id === fundingId ? { ...one, standing, ...(grant === undefined ? {} : { granted: grant }) } : one,
    ),
  };
}

function carried(state: PlanState, event: ApplicationTakenOver | DisclosureReceived): PlanState {
  const plan = event.enclosures.find(({ category }) => category === 'plan');
  if (plan === undefined) return state;
  return { ...state, carried: { from: event.from, facts: plan.facts, notes: plan.notes } };
}

/** The plan after an event. */
export function evolvePlan(state: PlanState, event: EventBase, meta: StepMeta): PlanState {
  const own = event as PlanEvent | ApplicationTakenOver | DisclosureReceived;
  switch (own.type) {
    case 'PlanSet':
      return { ...state, needs: own.needs, notes: own.notes };
    case 'InterventionGranted':
      return granted(state, own);
    case 'ParticipationEnded':
      return ended(state, own.interventions, meta.at, 'participation');
    case 'InterventionsEnded':
      return ended(state, own.interventions, meta.at, own.by);
    case 'StateFundingApplied': {
      const { fundingId: id, grant } = own;
      return {
        ...state,
        funding: [...state.funding, { id, ...grant, appliedAt: meta.at, standing: 'applied' }],
      };
    }
    case 'FundingDecisionRecorded':
      return fundingDecided(state, own);
    case 'ApplicationTakenOver':
    case 'DisclosureReceived':
      return carried(state, own);
    default:
      return evolveOccasions(state, own, meta);
  }
}

function evolveOccasions(
  state: PlanState,
  event: Exclude<PlanEvent, { type: 'PlanSet' }>,
  meta: StepMeta,
): PlanState {
  switch (event.type) {
    case 'FollowUpRecorded':
      return followedUp(state, event, meta.at);
    case 'FollowUpsPlanned':
      return { ...state, occasions: [...state.occasions, ...event.occasions] };
    case 'FollowUpReminded':
      return withOccasion(state, event.occasion, { reminded: true });
    case 'FollowUpOverdue':
      return withOccasion(state, event.occasion, { overdue: true });
    default:
      return state;
  }
}
