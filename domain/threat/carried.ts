import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';
import type { ReceivedEnclosure } from '../letters/letter';
import { effectiveAssessment, requests, standing } from './questions';
import type { ThreatState } from './state';

/** What the category `threatAssessment` holds in this file (THR-4). */
export function threatContent(state: CaseState): CategoryContent | undefined {
  const held = effectiveAssessment(state);
  if (held === undefined) return undefined;
  const { level, nature, stage, assessedAt, final } = held;
  const notes = requests(state)
    .flatMap(standing)
    .flatMap((assessment) => assessment.notes);
  return { facts: { level, nature, stage, assessedAt, final }, notes };
}

/** An assessment that came along counts as well as one asked for (DEF-6). */
export function carriedThreat(state: ThreatState, enclosures: readonly ReceivedEnclosure[]): ThreatState {
  const facts = enclosures.find(({ category }) => category === 'threatAssessment')?.facts;
  if (facts === undefined) return state;
  return { ...state, disclosed: facts as unknown as NonNullable<ThreatState['disclosed']> };
}
