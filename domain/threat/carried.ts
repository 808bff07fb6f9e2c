import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';
import type { ReceivedEnclosure } from '../letters/letter';
import { factsIn, oneOf, textIn } from '../letters/facts';
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
  const facts = factsIn(enclosures.find(({ category }) => category === 'threatAssessment')?.facts);
  const level = oneOf(['low', 'high'], facts['level']);
  const nature = oneOf(['concrete', 'latent'], facts['nature']);
  const stage = oneOf(['initial', 'inDepth'], facts['stage']);
  const assessedAt = textIn(facts['assessedAt']);
  if (level === undefined || nature === undefined || stage === undefined || assessedAt === undefined)
    return state;
  return { ...state, disclosed: { level, nature, stage, assessedAt, final: facts['final'] === true } };
}
