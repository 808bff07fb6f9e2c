import { currentDetails, timerSummary, waitingAfter } from '../../../domain/case/details';
import type { Waiting } from '../../../domain/case/details';
import { apply } from '../../../domain/case/evolve';
import { nothing } from '../../../domain/case/nothing';
import { recordSummary } from '../../../domain/case/record-summary';
import { caseRow, ledgerRows } from '../../../domain/case/row';
import type { CaseState } from '../../../domain/case/state';
import type { CaseFile } from './case-file';

/** The case in Temporal's UI: its current details. */
export function detailsOf({ steps, profile }: CaseFile): string {
  let state: CaseState = nothing;
  let waiting: Waiting | undefined;
  for (const step of steps) {
    state = apply(state, step);
    waiting = waitingAfter(waiting, state, step.at);
  }
  if (waiting === undefined) return '';
  const { overdue } = caseRow(state);
  return currentDetails(state, waiting, { zone: profile.calendar.zone, overdue });
}

/** The lines of the case's story there: one for each step. */
export function summariesOf({ steps, unit, caseRef, state }: CaseFile): readonly string[] {
  const rows = { row: caseRow(state), ledger: ledgerRows(state) };
  return steps.map((step) => recordSummary({ kind: 'step', append: { unit, caseRef, step, ...rows } }));
}

/** The summaries of the timers that its deadlines would have. */
export function timersOf(file: CaseFile): readonly string[] {
  return file.due().map((deadline) => timerSummary(deadline, file.profile.calendar.zone));
}

/** All that Temporal's UI shows of the case in words. */
export function shownOf(file: CaseFile): string {
  return [detailsOf(file), ...summariesOf(file), ...timersOf(file)].join('\n');
}
