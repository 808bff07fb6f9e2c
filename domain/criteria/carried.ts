import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';
import type { Json } from '../kernel/text';
import type { NoteRef, ReceivedEnclosure } from '../letters/letter';
import { factsIn, listIn, oneOf, textIn } from '../letters/facts';
import { isInstant } from '../time/instant';
import { assessedCriteria, criterion } from './questions';
import type {
  Assessed,
  AssessedCriterion,
  AssessmentMethod,
  CriteriaState,
  CriterionValue,
  MilieuKinds,
  Motivation,
  Strength,
} from './state';

/** Notes that go in one enclosure, named so that they can be told apart when they come. */
function named(name: string, notes: readonly NoteRef[]): readonly NoteRef[] {
  return notes.map(({ noteId, field }) => ({ noteId, field: `${name}.${field}` }));
}

/** Those that were named so, under the names that they had. */
function unnamed(name: string, notes: readonly NoteRef[]): readonly NoteRef[] {
  return notes
    .filter(({ field }) => field.startsWith(`${name}.`))
    .map(({ noteId, field }) => ({ noteId, field: field.slice(name.length + 1) }));
}

/** The criteria, and how they were assessed (DEF-11). */
function criteriaContent(state: CaseState): CategoryContent | undefined {
  const { assessed, method } = state.criteria;
  if (Object.keys(assessed).length === 0 && method === undefined) return undefined;
  const values = Object.fromEntries(assessedCriteria.map((name) => [name, criterion(state, name)]));
  const reasons = assessedCriteria.flatMap((name) => named(name, assessed[name]?.notes ?? []));
  if (method === undefined) return { facts: values, notes: reasons };
  const { method: used, by, assessedAt, notes } = method;
  return {
    facts: { ...values, method: used, assessedBy: by, assessedAt },
    notes: [...reasons, ...named('method', notes)],
  };
}

/** What the categories `criteria`, `milieu` and `motivation` hold in this file. */
export const criteriaCategories = {
  criteria: criteriaContent,
  milieu: ({ criteria: { milieu } }: CaseState): CategoryContent | undefined =>
    milieu === undefined ? undefined : { facts: { kinds: milieu.kinds }, notes: milieu.notes },
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

function carriedMotivation(enclosure: ReceivedEnclosure | undefined): Motivation | undefined {
  const facts = factsIn(enclosure?.facts);
  const insight = oneOf(strengths, facts['insight']);
  const motivation = oneOf(strengths, facts['motivation']);
  if (insight === undefined || motivation === undefined) return undefined;
  return { insight, motivation, notes: enclosure?.notes ?? [] };
}

/** The kinds as the sender named them: which milieus there are changes, and its list may be another (DEF-7). */
function carriedMilieu(enclosure: ReceivedEnclosure | undefined): MilieuKinds | undefined {
  const kinds = listIn(factsIn(enclosure?.facts)['kinds']);
  return kinds.length === 0 ? undefined : { kinds, notes: enclosure?.notes ?? [] };
}

function carriedMethod(
  facts: Readonly<Record<string, Json>>,
  notes: readonly NoteRef[],
): AssessmentMethod | undefined {
  const [method, by, assessedAt] = ['method', 'assessedBy', 'assessedAt'].map((name) => textIn(facts[name]));
  if (method === undefined || by === undefined || assessedAt === undefined) return undefined;
  return isInstant(assessedAt) ? { method, by, assessedAt, notes: unnamed('method', notes) } : undefined;
}

function carriedValues(
  facts: Readonly<Record<string, Json>>,
  notes: readonly NoteRef[],
): CriteriaState['assessed'] {
  const assessed: Partial<Record<AssessedCriterion, Assessed>> = {};
  for (const name of assessedCriteria) {
    const value = oneOf(values, facts[name]);
    if (value !== undefined) assessed[name] = { value, notes: unnamed(name, notes) };
  }
  return assessed;
}

/** FUP-9: after a transfer the criteria stand as far as the package carried them; the receiver settles the rest. */
export function carriedCriteria(
  state: CriteriaState,
  enclosures: readonly ReceivedEnclosure[],
): CriteriaState {
  const criteria = received(enclosures, 'criteria');
  const [facts, notes] = [factsIn(criteria?.facts), criteria?.notes ?? []];
  const motivation = carriedMotivation(received(enclosures, 'motivation'));
  const milieu = carriedMilieu(received(enclosures, 'milieu'));
  const method = carriedMethod(facts, notes);
  return {
    ...state,
    assessed: { ...state.assessed, ...carriedValues(facts, notes) },
    ...(motivation === undefined ? {} : { motivation }),
    ...(milieu === undefined ? {} : { milieu }),
    ...(method === undefined ? {} : { method }),
  };
}
