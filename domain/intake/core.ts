import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';

/** The core that at least goes with an application: identity, reference, kind of matter, date (TRF-1). */
export function coreContent(state: CaseState): CategoryContent | undefined {
  const { person, matter } = state.intake;
  const { application } = state.transfer;
  if (person === undefined || application === undefined) return undefined;
  return {
    facts: { applicationRef: application.ref, matter, appliedAt: application.appliedAt },
    notes: [],
    person,
  };
}
