import type { StepMeta } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import { factsIn, instantOr } from '../letters/facts';
import type { ReceivedEnclosure } from '../letters/letter';
import type { AssessmentRecorded } from '../threat/state';
import type { Instant } from '../time/instant';
import { earliest } from '../time/instant';
import type { ApplicationTakenOver } from '../transfer/state';
import type { FirstContactRecorded, SpeedState } from './state';

/**
 * What counts as a decision to the person (FUP-8): help granted or an end, and who handles. That somebody is classified
 * is an assessment, and decides nothing yet.
 */
const decisions: readonly string[] = [
  ...['InterventionGranted', 'HandlingDecided', 'ApplicationRejected', 'ExitEnded'],
];

/** Where the application changes hands, at both ends (TRF-1). */
const receipts: readonly string[] = ['ReceiptRecorded', 'ApplicationTakenOver'];

/** The first times after an event. */
export function evolveSpeed(state: SpeedState, event: EventBase, meta: StepMeta): SpeedState {
  if (decisions.includes(event.type)) return first(state, 'firstDecision', meta.at);
  const after = receipts.includes(event.type) ? first(state, 'receipt', meta.at) : state;
  const own = event as FirstContactRecorded | AssessmentRecorded | ApplicationTakenOver;
  switch (own.type) {
    case 'FirstContactRecorded':
      return { ...after, firstContact: { at: own.contactAt, how: own.how } };
    case 'AssessmentRecorded':
      return first(after, 'assessment', own.assessment.assessedAt);
    case 'ApplicationTakenOver':
      return carried(after, own.enclosures, meta.at);
    default:
      return after;
  }
}

/** Keeps the earlier one, so that the order in which results come makes no difference (PIN-5). */
function first(state: SpeedState, step: 'firstDecision' | 'assessment' | 'receipt', at: Instant): SpeedState {
  return { ...state, [step]: earliest([state[step] ?? at, at]) };
}

/** An assessment that came along was made before (THR-4). */
function carried(state: SpeedState, enclosures: readonly ReceivedEnclosure[], now: Instant): SpeedState {
  const enclosure = enclosures.find(({ category }) => category === 'threatAssessment');
  if (enclosure === undefined) return state;
  return first(state, 'assessment', instantOr(factsIn(enclosure.facts)['assessedAt'], now));
}
