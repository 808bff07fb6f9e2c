import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';
import type { ReceivedEnclosure } from '../letters/letter';
import { factsIn, oneOf, textIn } from '../letters/facts';
import { effectiveAssessment, lastHeard, requests, standing } from './questions';
import type { Instant } from '../time/instant';
import type { DisclosedAssessment, ThreatState } from './state';

/** When this file last heard of the threat: two letters that tell of it can be told apart by that, whichever comes first. */
function heardAt(state: CaseState): Instant | undefined {
  const heard = requests(state).flatMap((request) => lastHeard(request) ?? []);
  return heard.toSorted().at(-1) ?? state.threat.disclosed?.asOf;
}

/** What the category `threatAssessment` holds in this file (THR-4). */
export function threatContent(state: CaseState): CategoryContent | undefined {
  const held = effectiveAssessment(state);
  if (held === undefined) return undefined;
  const { level, nature, stage, assessedAt, final } = held;
  const asOf = heardAt(state);
  const notes = requests(state)
    .flatMap(standing)
    .flatMap((assessment) => assessment.notes);
  return {
    facts: { level, nature, stage, assessedAt, final, ...(asOf === undefined ? {} : { asOf }) },
    notes,
  };
}

/** An assessment that came along counts as well as one asked for (DEF-6). */
export function carriedThreat(state: ThreatState, enclosures: readonly ReceivedEnclosure[]): ThreatState {
  const disclosed = disclosedIn(enclosures);
  // A disclosure that overtook the package holds against what the package knew (THR-9).
  const isOlder = (state.disclosed?.asOf ?? '') > (disclosed?.asOf ?? '');
  return disclosed === undefined || isOlder ? state : { ...state, disclosed };
}

function disclosedIn(enclosures: readonly ReceivedEnclosure[]): DisclosedAssessment | undefined {
  const facts = factsIn(enclosures.find(({ category }) => category === 'threatAssessment')?.facts);
  const level = oneOf(['low', 'high'], facts['level']);
  const nature = oneOf(['concrete', 'latent'], facts['nature']);
  const stage = oneOf(['initial', 'inDepth'], facts['stage']);
  const assessedAt = textIn(facts['assessedAt']);
  if (level === undefined || nature === undefined || stage === undefined || assessedAt === undefined)
    return undefined;
  const asOf = textIn(facts['asOf']);
  const disclosed = { level, nature, stage, assessedAt, final: facts['final'] === true };
  return asOf === undefined ? disclosed : { ...disclosed, asOf };
}
