import type { CaseState } from '../case/state';
import { toPassOn } from '../concern/questions';
import type { Report } from '../concern/state';

/** Whether SAV has learnt that compulsory care may be needed: the application then goes to the home district (RSP-9). */
export function isCareConcerned(state: CaseState): boolean {
  return state.care.concernSince !== undefined;
}

/** Whether an inquiry into compulsory care was started in this file (RSP-9). */
export function isInquiring(state: CaseState): boolean {
  return state.care.inquirySince !== undefined;
}

/** The reports on compulsory care that have not gone to the home district (RSP-15). */
export function missingReports(state: CaseState): readonly Report[] {
  return toPassOn(state).filter(({ kind }) => kind === 'compulsoryCare');
}

/** Whether a report on compulsory care has not gone. */
export function hasMissingReport(state: CaseState): boolean {
  return missingReports(state).length > 0;
}
