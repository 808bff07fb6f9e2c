import { apply } from '../../../domain/case/evolve';
import { caseRow, ledgerRows } from '../../../domain/case/row';
import type { CaseState } from '../../../domain/case/state';
import type { LetterDelivered } from '../../../domain/consent/state';
import type { EventBase } from '../../../domain/kernel/event';
import type { Step } from '../../../domain/kernel/step';
import type { AppendInput, InboxOutcome } from '../../../domain/ports/journal.port';
import type { CaseName, LostStep } from '../../../store/recovery';
import { stateOf } from './in-steps';

// A step in the history is all that the journal once said of it. Rows and ledger follow from the steps, as they did when it was
// written; what the step answered and ended stands in its command id and its events (ADR 0025).

/** The lost steps as they are written back, on what the journal still has. */
export function lostSteps(name: CaseName, kept: readonly Step[], lost: readonly Step[]): readonly LostStep[] {
  let state: CaseState = stateOf(kept);
  return lost.map((step) => {
    state = apply(state, step);
    return { append: appendOf(name, step, state), ...deliveredBy(step) };
  });
}

/** The journal's last step as it would be written now. */
export function lastStep(name: CaseName, steps: readonly Step[]): AppendInput | undefined {
  const step = steps.at(-1);
  return step === undefined ? undefined : appendOf(name, step, stateOf(steps));
}

/** The step by which a letter was taken in, as it would be written now. */
export function arrivalOf(
  name: CaseName,
  steps: readonly Step[],
  commandId: string,
): AppendInput | undefined {
  const step = steps.find((one) => one.commandId === commandId);
  return step === undefined ? undefined : appendOf(name, step, stateOf(steps));
}

/** The end of a letter's delivery that the step records. */
export function deliveredBy(step: Step | undefined): Pick<LostStep, 'delivered'> {
  const end = step?.events.find((event): event is LetterDelivered => event.type === 'LetterDelivered');
  if (end === undefined) return {};
  const { letterId, outcome, categories } = end;
  return { delivered: { letterId, outcome, categories } };
}

function appendOf({ unit, caseRef }: CaseName, step: Step, state: CaseState): AppendInput {
  return { unit, caseRef, step, row: caseRow(state), ledger: ledgerRows(state), ...inboxOf(step) };
}

const ARRIVAL = /^letter:([^:]+):(.+)$/;

/** A step that was caused by a letter is named after it, and its events say what the letter came to. */
function inboxOf({ commandId, events, refusal }: Step): { readonly inbox?: InboxOutcome } {
  const [, from, letterId] = ARRIVAL.exec(commandId) ?? [];
  if (from === undefined || letterId === undefined) return {};
  if (refusal !== undefined) return { inbox: { from, letterId, outcome: 'refused' } };
  const is = (name: string): unknown =>
    events
      .map((event: EventBase) => (event as unknown as Readonly<Record<string, unknown>>)[name])
      .find(Boolean);
  const replaces = is('replaces');
  return {
    inbox: {
      ...{ from, letterId, outcome: is('late') === true ? 'late' : 'recorded' },
      ...(typeof replaces === 'string' ? { replaces } : {}),
    },
  };
}
