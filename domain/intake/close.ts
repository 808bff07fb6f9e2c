import type { CaseState } from '../case/state';
import { fieldsOf, unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { RuleId } from '../kernel/rule';
import { hasOpenRequest } from '../threat/questions';
import { holdsApplication } from '../transfer/questions';
import { isOpened, mustBeOpen } from './questions';
import type { CaseClosed, ClosingReason } from './state';
import { closingReasonWords } from './words';

/** The one reason that fits how the application left this unit, and the rule that says so. */
export function fittingReason(state: CaseState): { reason: ClosingReason; rule: RuleId } | undefined {
  switch (state.transfer.application?.standing) {
    case 'moved':
      return { reason: 'handlingMovedToOtherBoard', rule: 'RSP-3' };
    case 'completed':
      return { reason: 'exitCompleted', rule: 'TRF-6' };
    case 'withdrawn':
      return { reason: 'applicationWithdrawn', rule: 'TRF-6' };
    case 'held':
      return undefined;
    case undefined:
      return { reason: 'noFurtherAction', rule: 'INT-2' };
  }
}

function reasonFits(state: CaseState, reason: string): Obstacle | undefined {
  const fitting = fittingReason(state);
  if (fitting === undefined || fitting.reason === reason) return undefined;
  const words = closingReasonWords[fitting.reason];
  return obstacle(
    fitting.rule,
    `This file closes with another reason: ${words.en}.`,
    `Akten avslutas med en annan motivering: ${words.sv}.`,
  );
}

/** Closes the own file, with the reason that the course of the application gives (RSP-3). */
export function closeCase(state: CaseState, action: Action): Decision {
  const { reason } = fieldsOf<{ reason: ClosingReason }>(action);
  return unless<CaseClosed>(
    [
      isOpened(state) ? mustBeOpen(state) : undefined,
      holdsApplication(state)
        ? obstacle(
            'TRF-6',
            'This unit holds the application: it is first transferred, completed or withdrawn.',
            'Enheten har ansökan: den ska först överflyttas, fullföljas eller återtas.',
          )
        : undefined,
      hasOpenRequest(state)
        ? obstacle(
            'THR-9',
            'An assessment is awaited from the police: the file closes when the result has come or the request is stopped.',
            'En hotbildsbedömning väntas från polisen: akten avslutas när svaret kommit eller begäran stoppats.',
          )
        : undefined,
      reasonFits(state, reason),
    ],
    () => [{ type: 'CaseClosed', rules: [fittingReason(state)?.rule ?? 'INT-2'], reason }],
  );
}
