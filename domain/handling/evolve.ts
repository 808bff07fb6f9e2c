import type { StepMeta } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import type { ClassificationAnswered, HandlingEvent, HandlingState } from './state';

/** What stands whatever is assessed anew: that relatives were informed, and what the defector unit answered. */
function lasting({ relatives, answered }: HandlingState): Pick<HandlingState, 'relatives' | 'answered'> {
  return { ...(relatives && { relatives }), ...(answered && { answered }) };
}

function answered(event: ClassificationAnswered, { at }: StepMeta): NonNullable<HandlingState['answered']> {
  const { from: by, classification, ability } = event;
  return { by, at, classification, ...(ability === undefined ? {} : { ability }) };
}

/** Classification, ability and who handles after an event. */
export function evolveHandling(state: HandlingState, event: EventBase, meta: StepMeta): HandlingState {
  const own = event as HandlingEvent;
  switch (own.type) {
    case 'DefectorClassified':
      // A new classification opens the question of ability and of who handles anew.
      return { ...lasting(state), classification: own.classification };
    case 'AbilityAssessed': {
      // Another ability opens the question of who handles anew.
      const { classification } = state;
      return { ...lasting(state), ...(classification && { classification }), ability: own.ability };
    }
    case 'HandlingDecided':
      return { ...state, decision: own.decision };
    case 'ClassificationAnswered':
      return { ...state, answered: answered(own, meta) };
    case 'RelativesInformed': {
      const { district, at, notes } = own;
      return { ...state, relatives: [...(state.relatives ?? []), { district, at, notes }] };
    }
    default:
      return state;
  }
}
