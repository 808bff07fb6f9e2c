import type { CaseState } from '../case/state';
import { mustHandleHere } from '../handling/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Action, Decision } from '../kernel/step';
import { formalDecision, formalObstacles } from './formal';
import type { ExitEnd, ExitEnded } from './state';

/**
 * Ends an exit by a formal decision (RSP-10, RSP-11). One that cannot be carried out is ended by the unit that handles it: where the
 * routine gives another end, a rejection first (RSP-2) or a move (RSP-3), that one is taken. Where the person has died, or is out of
 * reach, nothing of that can follow any more: the unit that holds the application ends it, however far it has come (TRF-6).
 */
export function endExit(state: CaseState, action: Action, context: Context): Decision {
  const { because = 'cannotBeCarriedOut' } = fieldsOf<{ because?: ExitEnd }>(action);
  const handled = because === 'cannotBeCarriedOut' ? mustHandleHere(state, context) : undefined;
  return unless<ExitEnded>([...formalObstacles(state, action, context), handled], () => [
    {
      type: 'ExitEnded',
      rules: ['RSP-10', 'RSP-11', 'TRF-6'],
      decision: formalDecision({ kind: 'end', because }, action, context),
    },
  ]);
}
