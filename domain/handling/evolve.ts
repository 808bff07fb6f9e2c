import type { StepMeta } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import type { DisclosureReceived, QuestionReceived } from '../consent/state';
import { factsIn, oneOf } from '../letters/facts';
import type { PlacementApplicationReceived } from '../placement/events';
import type { ApplicationTakenOver } from '../transfer/state';
import type { Classification, ClassificationAnswered, HandlingEvent, HandlingState } from './state';

/** What brings information of another unit's to this file. */
type Telling = ApplicationTakenOver | DisclosureReceived | QuestionReceived | PlacementApplicationReceived;

/** What stands whatever is assessed anew: that relatives were informed, and what other units answered or told. */
function lasting({
  relatives,
  answered,
  told,
}: HandlingState): Pick<HandlingState, 'relatives' | 'answered' | 'told'> {
  return { ...(relatives && { relatives }), ...(answered && { answered }), ...(told && { told }) };
}

function answered(event: ClassificationAnswered, { at }: StepMeta): NonNullable<HandlingState['answered']> {
  const { from: by, classification, ability } = event;
  return { by, at, classification, ...(ability === undefined ? {} : { ability }) };
}

/** A file to which it comes that the person is a special defector is one of a special defector (ACC-3). */
function told(state: HandlingState, { enclosures }: Telling): HandlingState {
  const facts = factsIn(enclosures.find(({ category }) => category === 'classification')?.facts);
  const classification = oneOf<Classification>(['special', 'notSpecial'], facts['classification']);
  return classification === undefined ? state : { ...state, told: classification };
}

/** Classification, ability and who handles after an event. */
export function evolveHandling(state: HandlingState, event: EventBase, meta: StepMeta): HandlingState {
  const own = event as HandlingEvent | Telling;
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
      return evolveByLetter(state, own);
  }
}

function evolveByLetter(state: HandlingState, event: Telling): HandlingState {
  switch (event.type) {
    case 'ApplicationTakenOver':
    case 'DisclosureReceived':
    case 'QuestionReceived':
    case 'PlacementApplicationReceived':
      return told(state, event);
    default:
      return state;
  }
}
