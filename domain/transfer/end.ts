import type { CaseState } from '../case/state';
import { hasUnmetCriterion } from '../criteria/questions';
import { mustHandleHere } from '../handling/questions';
import { mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { mustHoldApplication, mustNotBeOffered } from './questions';
import type { ApplicationWithdrawn, ExitCompleted } from './state';

/** The exit is completed: the application ends here (TRF-6). */
export function completeExit(state: CaseState, action: Action, context: Context): Decision {
  const { outcome } = fieldsOf<Pick<ExitCompleted, 'outcome'>>(action);
  const begun =
    state.plan.interventions.length > 0
      ? undefined
      : obstacle(
          'FUP-9',
          'No intervention has been granted: there is no exit to complete.',
          'Ingen insats har beviljats: det finns inget avhopp att fullfölja.',
        );
  return unless<ExitCompleted>(
    [
      mustBeOpen(state),
      mustHoldApplication(state, 'TRF-6'),
      mustNotBeOffered(state),
      mustHandleHere(state, context),
      begun,
    ],
    () => [{ type: 'ExitCompleted', rules: ['TRF-6'], outcome }],
  );
}

/** The person takes the application back (RSP-4, RSP-14); the unit that holds it records that. */
export function withdrawApplication(state: CaseState, action: Action): Decision {
  const { at } = fieldsOf<{ at: string }>(action);
  return unless<ApplicationWithdrawn>(
    [mustBeOpen(state), mustHoldApplication(state, 'TRF-6'), mustNotBeOffered(state)],
    () => [
      {
        type: 'ApplicationWithdrawn',
        rules: ['TRF-6', 'RSP-4', ...(hasUnmetCriterion(state) ? (['RSP-14'] as const) : [])],
        withdrawnAt: at,
      },
    ],
  );
}
