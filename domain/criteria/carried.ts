import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';
import type { ReceivedEnclosure } from '../letters/letter';
import { assessedCriteria, criterion } from './questions';
import type {
  Assessed,
  AssessedCriterion,
  CriteriaState,
  CriterionValue,
  Motivation,
  Strength,
} from './state';

type CriteriaFacts = Partial<Record<AssessedCriterion, CriterionValue>>;
type MotivationFacts = Readonly<Record<'insight' | 'motivation', Strength>>;

/** What the categories `criteria` and `motivation` hold in this file. */
export const criteriaCategories = {
  criteria: (state: CaseState): CategoryContent | undefined => {
    if (Object.keys(state.criteria.assessed).length === 0) return undefined;
    const facts = Object.fromEntries(assessedCriteria.map((name) => [name, criterion(state, name)]));
    return { facts, notes: Object.values(state.criteria.assessed).flatMap(({ notes }) => notes) };
  },
  motivation: (state: CaseState): CategoryContent | undefined => {
    const { motivation: held } = state.criteria;
    if (held === undefined) return undefined;
    return { facts: { insight: held.insight, motivation: held.motivation }, notes: held.notes };
  },
};

function factsOf<T>(enclosures: readonly ReceivedEnclosure[], category: string): T | undefined {
  return enclosures.find((enclosure) => enclosure.category === category)?.facts as unknown as T | undefined;
}

/** FUP-9: after a transfer the criteria stand as far as the package carried them; the receiver settles the rest. */
export function carriedCriteria(
  state: CriteriaState,
  enclosures: readonly ReceivedEnclosure[],
): CriteriaState {
  const values = factsOf<CriteriaFacts>(enclosures, 'criteria');
  const motivation = factsOf<MotivationFacts>(enclosures, 'motivation');
  const notes = enclosures.find((enclosure) => enclosure.category === 'motivation')?.notes ?? [];
  const assessed: Partial<Record<AssessedCriterion, Assessed>> = {};
  for (const name of assessedCriteria) {
    const value = values?.[name];
    if (value !== undefined) assessed[name] = { value, notes: [] };
  }
  const held: Motivation | undefined = motivation === undefined ? undefined : { ...motivation, notes };
  return {
    ...state,
    assessed: { ...state.assessed, ...assessed },
    ...(held === undefined ? {} : { motivation: held }),
  };
}
