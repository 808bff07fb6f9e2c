import type { QuestionReceived } from '../consent/state';
import type { EventBase } from '../kernel/event';
import type { ApplicationTakenOver } from '../transfer/state';
import { carriedCriteria } from './carried';
import type { CriteriaEvent, CriteriaState } from './state';

/** The criteria after an event. */
export function evolveCriteria(state: CriteriaState, event: EventBase): CriteriaState {
  const own = event as CriteriaEvent | ApplicationTakenOver | QuestionReceived;
  switch (own.type) {
    case 'CriterionRecorded':
      return {
        ...state,
        assessed: { ...state.assessed, [own.criterion]: { value: own.value, notes: own.notes } },
      };
    case 'MotivationRecorded':
      return { ...state, motivation: { insight: own.insight, motivation: own.motivation, notes: own.notes } };
    case 'MilieuRecorded':
      return { ...state, milieu: { kinds: own.kinds, notes: own.notes } };
    case 'AssessmentMethodRecorded': {
      const { method, by, assessedAt, notes } = own;
      return { ...state, method: { method, by, assessedAt, notes } };
    }
    case 'DefectorStandingChanged':
      return { ...state, standing: own.standing };
    case 'ApplicationTakenOver':
    case 'QuestionReceived':
      return carriedCriteria(state, own.enclosures);
    default:
      return state;
  }
}
