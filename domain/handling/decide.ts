import type { CaseState } from '../case/state';
import { mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { RuleId } from '../kernel/rule';
import type { Action, Decision } from '../kernel/step';
import { mustHoldApplication } from '../transfer/questions';
import { isDefectorUnit } from './questions';
import type { HandlingDecided, HandlingDecision } from './state';

interface Outcome {
  readonly decision: HandlingDecision;
  readonly rules: readonly RuleId[];
}

/** What RSP gives from the classification and the ability; an obstacle says what is missing. */
function outcome(state: CaseState, context: Context): Outcome | Obstacle {
  const { classification, ability } = state.handling;
  const { homeDistrict } = state.intake;
  if (!isDefectorUnit(context)) {
    return obstacle(
      'RSP-1',
      'The defector unit decides who handles.',
      'Avhopparverksamheten avgör vem som handlägger.',
    );
  }
  if (classification === undefined) {
    return obstacle(
      'RSP-1',
      'Classify first: special or not special.',
      'Klassificera först: särskild avhoppare eller inte.',
    );
  }
  if (classification === 'notSpecial') {
    if (homeDistrict === undefined || homeDistrict === 'unclear') {
      return obstacle(
        'RSP-3',
        'The application moves to the home district, which is not known yet.',
        'Ansökan överflyttas till stadsområdet, som inte är känt ännu.',
      );
    }
    return { decision: { handledBy: 'homeDistrict', unit: homeDistrict }, rules: ['RSP-3', 'RSP-6'] };
  }
  if (ability === undefined) {
    return obstacle(
      'RSP-1',
      'Assess first whether the person can make use of the programme.',
      'Bedöm först om personen kan tillgodogöra sig insatsen.',
    );
  }
  if (ability === 'able') return { decision: { handledBy: 'own', unit: context.unit }, rules: ['RSP-1'] };
  return { decision: { handledBy: 'rejectFirst' }, rules: ['RSP-2'] };
}

/** Decides who handles: the outcome that RSP gives, never a free choice. */
export function decideHandling(state: CaseState, _action: Action, context: Context): Decision {
  const found = outcome(state, context);
  const missing = 'why' in found ? found : undefined;
  return unless<HandlingDecided>([mustBeOpen(state), mustHoldApplication(state, 'RSP-1'), missing], () =>
    'why' in found ? [] : [{ type: 'HandlingDecided', rules: found.rules, decision: found.decision }],
  );
}
