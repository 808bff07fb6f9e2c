import type { CaseState } from '../case/state';
import { mustHandleHere } from '../handling/questions';
import type { Context } from '../kernel/context';
import { unless } from '../kernel/decision';
import type { Action, Decision } from '../kernel/step';
import { formalDecision, formalObstacles } from './formal';
import type { ExitEnded } from './state';

/**
 * Ends an exit that cannot be carried out, by a formal decision of the unit that handles it (RSP-10, RSP-11). Where the
 * routine gives another end, a rejection first (RSP-2) or a move (RSP-3), that one is taken.
 */
export function endExit(state: CaseState, action: Action, context: Context): Decision {
  return unless<ExitEnded>(
    [...formalObstacles(state, action, context), mustHandleHere(state, context)],
    () => [
      {
        type: 'ExitEnded',
        rules: ['RSP-10', 'RSP-11', 'TRF-6'],
        decision: formalDecision({ kind: 'end', because: 'cannotBeCarriedOut' }, action, context),
      },
    ],
  );
}
