import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';

/** What the category `plan` holds in this file. */
export function planContent(state: CaseState): CategoryContent | undefined {
  const { interventions } = state.plan;
  if (interventions.length === 0) return undefined;
  const facts = interventions.map(({ kind, from, until }) => ({
    kind,
    from,
    ...(until === undefined ? {} : { until }),
  }));
  return { facts, notes: interventions.flatMap(({ notes }) => notes) };
}
