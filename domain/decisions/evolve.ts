import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import type {
  Appeal,
  AppealRecorded,
  DecisionOnRecord,
  DecisionsEvent,
  DecisionsState,
  FormalDecision,
} from './state';

function withDecision(state: DecisionsState, decision: DecisionOnRecord): DecisionsState {
  return { ...state, taken: { ...state.taken, [decision.id]: decision } };
}

function taken(state: DecisionsState, decision: FormalDecision): DecisionsState {
  return withDecision(state, { ...decision, appeals: [] });
}

/** An appeal is there once; its outcome joins it. */
function appealed(state: DecisionsState, event: AppealRecorded): DecisionsState {
  const { decisionId, receivedAt, outcome } = event;
  const decision = held(state.taken, decisionId);
  if (decision === undefined) return state;
  const appeal: Appeal = { receivedAt, ...(outcome === undefined ? {} : { outcome }) };
  const others = decision.appeals.filter((other) => other.receivedAt !== receivedAt);
  return withDecision(state, { ...decision, appeals: [...others, appeal] });
}

/** The decisions after an event. */
export function evolveDecisions(state: DecisionsState, event: EventBase): DecisionsState {
  const own = event as DecisionsEvent;
  switch (own.type) {
    case 'ApplicationRejected':
    case 'ExitEnded':
      return taken(state, own.decision);
    case 'AppealRecorded':
      return appealed(state, own);
    case 'HelpToApplyRecorded': {
      const { at, wanted, notes } = own;
      return { ...state, help: { at, wanted, notes } };
    }
    default:
      return state;
  }
}
