import type { StepMeta } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import type { Step } from '../kernel/step';
import { areas } from './areas';
import type { CaseState } from './state';

/** A deadline was consumed: it fell due, or there was nothing left to fall due (ADR 0003). */
export interface DeadlinePassed extends EventBase {
  readonly type: 'DeadlinePassed';
  readonly deadlineId: string;
  readonly outcome: 'due' | 'moot';
}

/** What is true after an event: each area looks at it and takes what concerns its slice. */
export function evolve(state: CaseState, event: EventBase, meta: StepMeta): CaseState {
  return {
    intake: areas.intake.evolve(state.intake, event, meta),
    criteria: areas.criteria.evolve(state.criteria, event, meta),
    consent: areas.consent.evolve(state.consent, event, meta),
    threat: areas.threat.evolve(state.threat, event, meta),
    crime: areas.crime.evolve(state.crime, event, meta),
    handling: areas.handling.evolve(state.handling, event, meta),
    transfer: areas.transfer.evolve(state.transfer, event, meta),
    meeting: areas.meeting.evolve(state.meeting, event, meta),
    placement: areas.placement.evolve(state.placement, event, meta),
    concern: areas.concern.evolve(state.concern, event, meta),
    care: areas.care.evolve(state.care, event, meta),
    decisions: areas.decisions.evolve(state.decisions, event, meta),
    plan: areas.plan.evolve(state.plan, event, meta),
    speed: areas.speed.evolve(state.speed, event, meta),
    enquiry: areas.enquiry.evolve(state.enquiry, event, meta),
    passed:
      event.type === 'DeadlinePassed'
        ? [...state.passed, (event as DeadlinePassed).deadlineId]
        : state.passed,
  };
}

/** What is true after several events of one step. */
export function evolveAll(state: CaseState, events: readonly EventBase[], meta: StepMeta): CaseState {
  return events.reduce((current, event) => evolve(current, event, meta), state);
}

/** What is true after a step of the journal. */
export function apply(state: CaseState, step: Step): CaseState {
  return evolveAll(state, step.events, step);
}
