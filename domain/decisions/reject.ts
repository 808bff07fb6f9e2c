import type { CaseState } from '../case/state';
import { hasUnmetCriterion } from '../criteria/questions';
import { isRejectedFirst, leavesDefectorUnit } from '../handling/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { RuleId } from '../kernel/rule';
import type { Action, Decision } from '../kernel/step';
import { formalDecision, formalObstacles } from './formal';
import type { ApplicationRejected, RejectionGround } from './state';

/** The rule that knows each ground. */
const ruleOf: Readonly<Record<RejectionGround, RuleId>> = {
  notAble: 'RSP-2',
  declinesMove: 'RSP-4',
  criterionNotMet: 'RSP-14',
};

/** No application is rejected but on a ground of the routine that this file shows. */
function mustShow(state: CaseState, because: RejectionGround, context: Context): Obstacle | undefined {
  switch (because) {
    case 'notAble':
      return isRejectedFirst(state)
        ? undefined
        : obstacle(
            'RSP-2',
            'It is not decided that a special defector who is not able is first rejected.',
            'Det är inte avgjort att en särskild avhoppare som inte kan tillgodogöra sig insatsen först får avslag.',
          );
    case 'declinesMove':
      return leavesDefectorUnit(state, context)
        ? undefined
        : obstacle(
            'RSP-4',
            'No move to the home district follows here that the person could decline.',
            'Här följer ingen överflyttning till stadsområdet som personen kan avböja.',
          );
    case 'criterionNotMet':
      return hasUnmetCriterion(state)
        ? undefined
        : obstacle(
            'RSP-14',
            'No criterion is settled as not met.',
            'Inget kriterium är fastställt som inte uppfyllt.',
          );
  }
}

/** Rejects the application by a formal decision of the unit that holds it (RSP-2, RSP-4, RSP-11, RSP-14). */
export function rejectApplication(state: CaseState, action: Action, context: Context): Decision {
  const { because } = fieldsOf<{ because: RejectionGround }>(action);
  return unless<ApplicationRejected>(
    [...formalObstacles(state, action, context), mustShow(state, because, context)],
    () => [
      {
        type: 'ApplicationRejected',
        rules: [ruleOf[because], 'RSP-11', 'TRF-6'],
        decision: formalDecision({ kind: 'rejection', because }, action, context),
      },
    ],
  );
}
