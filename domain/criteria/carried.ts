import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';
import type { NoteRef, ReceivedEnclosure } from '../letters/letter';
import { factsIn, oneOf } from '../letters/facts';
import { assessedCriteria, criterion } from './questions';
import type {
  Assessed,
  AssessedCriterion,
  CriteriaState,
  CriterionValue,
  Motivation,
  Strength,
} from './state';

/** The reasons of one criterion, named so that they can be told apart in a letter. */
function reasonsOf(state: CaseState, name: AssessedCriterion): readonly NoteRef[] {
  const notes = state.criteria.assessed[name]?.notes ?? [];
  return notes.map(({ noteId, field }) => ({ noteId, field: `${name}.${field}` }));
}

/** What the categories `criteria` and `motivation` hold in this file. */
export const criteriaCategories = {
  criteria: (state: CaseState): CategoryContent | undefined => {
    if (Object.keys(state.criteria.assessed).length === 0) return undefined;
    const facts = Object.fromEntries(assessedCriteria.map((name) => [name, criterion(state, name)]));
    return { facts, notes: assessedCriteria.flatMap((name) => reasonsOf(state, name)) };
  },
  motivation: (state: CaseState): CategoryContent | undefined => {
    const { motivation: held } = state.criteria;
    if (held === undefined) return undefined;
    return { facts: { insight: held.insight, motivation: held.motivation }, notes: held.notes };
  },
};

const values: readonly CriterionValue[] = ['met', 'notMet', 'unknown'];
const strengths: readonly Strength[] = ['weak', 'partial', 'strong'];

function received(enclosures: readonly ReceivedEnclosure[], category: string): ReceivedEnclosure | undefined {
  return enclosures.find((enclosure) => enclosure.category === category);
}

function carriedMotivation(enclosures: readonly ReceivedEnclosure[]): Motivation | undefined {
  const enclosure = received(enclosures, 'motivation');
  const facts = factsIn(enclosure?.facts);
  const insight = oneOf(strengths, facts['insight']);
  const motivation = oneOf(strengths, facts['motivation']);
  if (insight === undefined || motivation === undefined) return undefined;
  return { insight, motivation, notes: enclosure?.notes ?? [] };
}

/** FUP-9: after a transfer the criteria stand as far as the package carried them; the receiver settles the rest. */
export function carriedCriteria(
  state: CriteriaState,
  enclosures: readonly ReceivedEnclosure[],
): CriteriaState {
  const facts = factsIn(received(enclosures, 'criteria')?.facts);
  const motivation = carriedMotivation(enclosures);
  const assessed: Partial<Record<AssessedCriterion, Assessed>> = {};
  for (const name of assessedCriteria) {
    const value = oneOf(values, facts[name]);
    if (value !== undefined) assessed[name] = { value, notes: [] };
  }
  return {
    ...state,
    assessed: { ...state.assessed, ...assessed },
    ...(motivation === undefined ? {} : { motivation }),
  };
}
