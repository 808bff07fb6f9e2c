import type { CaseState } from '../case/state';
import { letsAnotherTakePart } from '../consent/questions';
import type { AssessedCriterion, CriterionValue } from './state';

/** The three criteria that are assessed, in the order of the routine (DEF-2). */
export const assessedCriteria: readonly AssessedCriterion[] = ['milieu', 'wish', 'need'];

/** Where one criterion stands; the consent criterion follows the ledger (DEF-2, DEF-10). */
export function criterion(state: CaseState, name: AssessedCriterion | 'consent'): CriterionValue {
  if (name === 'consent') return letsAnotherTakePart(state) ? 'met' : 'unknown';
  return state.criteria.assessed[name]?.value ?? 'unknown';
}

/** Whether all four criteria are met: only then is the person a defector (DEF-2). */
export function isDefector(state: CaseState): boolean {
  return [...assessedCriteria, 'consent' as const].every((name) => criterion(state, name) === 'met');
}

/** Whether a criterion is settled as not met: then the application ends (RSP-14). */
export function hasUnmetCriterion(state: CaseState): boolean {
  return [...assessedCriteria, 'consent' as const].some((name) => criterion(state, name) === 'notMet');
}

/** The criteria that are not met, by name. */
export function openCriteria(state: CaseState): readonly string[] {
  return [...assessedCriteria, 'consent' as const].filter((name) => criterion(state, name) !== 'met');
}
