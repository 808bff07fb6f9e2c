import type { CaseState } from '../case/state';
import { answerUnder } from '../consent/ask-under';
import { answer } from '../consent/question-letters';
import type { QuestionAnswered } from '../consent/state';
import { mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { RuleId } from '../kernel/rule';
import type { Action, Decision } from '../kernel/step';
import { mustHoldApplication } from '../transfer/questions';
import { isAskedOnly, isDefectorUnit, mustAssessHere } from './questions';
import type { HandlingDecided, HandlingDecision } from './state';

interface Outcome {
  readonly decision: HandlingDecision;
  readonly rules: readonly RuleId[];
}

/** What must be there before RSP gives an outcome. */
function missing(
  { handling: { classification, ability } }: CaseState,
  context: Context,
): Obstacle | undefined {
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
  if (classification === 'notSpecial' || ability !== undefined) return undefined;
  return obstacle(
    'RSP-1',
    'Assess first whether the person can make use of the programme.',
    'Bedöm först om personen kan tillgodogöra sig insatsen.',
  );
}

function toHomeDistrict({ intake: { homeDistrict } }: CaseState): Outcome | Obstacle {
  if (homeDistrict === undefined || homeDistrict === 'unclear') {
    return obstacle(
      'RSP-3',
      'The application moves to the home district, which is not known yet.',
      'Ansökan överflyttas till stadsområdet, som inte är känt ännu.',
    );
  }
  return { decision: { handledBy: 'homeDistrict', unit: homeDistrict }, rules: ['RSP-3', 'RSP-6'] };
}

/** What RSP gives from the classification and the ability; an obstacle says what is missing. */
function outcome(state: CaseState, context: Context): Outcome | Obstacle {
  const objection = missing(state, context);
  if (objection !== undefined) return objection;
  const { classification, ability } = state.handling;
  const { question } = state.intake;
  if (ability === 'able') return { decision: { handledBy: 'own', unit: context.unit }, rules: ['RSP-1'] };
  if (isAskedOnly(state) && question !== undefined)
    return { decision: { handledBy: 'askingUnit', unit: question.from }, rules: ['RSP-5', 'RSP-13'] };
  if (classification === 'notSpecial') return toHomeDistrict(state);
  return { decision: { handledBy: 'rejectFirst' }, rules: ['RSP-2'] };
}

/** Decides who handles: the outcome that RSP gives, never a free choice (RSP-1..8, RSP-13). */
export function decideHandling(state: CaseState, _action: Action, context: Context): Decision {
  const found = outcome(state, context);
  const objection = 'why' in found ? found : undefined;
  const here = isAskedOnly(state) ? mustAssessHere(state, context) : mustHoldApplication(state, 'RSP-1');
  return unless<HandlingDecided | QuestionAnswered>([mustBeOpen(state), here, objection], () =>
    'why' in found
      ? []
      : [
          { type: 'HandlingDecided', rules: found.rules, decision: found.decision },
          ...answered(state, context),
        ],
  );
}

/** Where a district asked, the decision is the answer to it: special or not, able or not (RSP-13). */
function answered(state: CaseState, context: Context): readonly QuestionAnswered[] {
  const { classification = '', ability } = state.handling;
  const facts = { classification, ...(ability === undefined ? {} : { ability }) };
  const enclosure = isAskedOnly(state) ? answerUnder(state, { facts, notes: [] }, context) : undefined;
  return enclosure === undefined ? [] : answer(state, enclosure, context);
}
