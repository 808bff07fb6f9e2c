import { enclosuresUnder } from '../case/enclosures';
import type { CaseState } from '../case/state';
import { consentFor } from '../consent/carriers';
import type { Road } from '../consent/carriers';
import { consentsTo } from '../consent/questions';
import type { Context } from '../kernel/context';
import { idOf } from '../kernel/id';
import type { Letter } from '../letters/letter';
import { takenOverBy } from '../transfer/questions';
import { requests } from './questions';
import type { AssessmentPassedOn, AssessmentRequest, RequestsLapsed } from './state';

const purposes: Road['purposes'] = ['transfer', 'exitProcess', 'disclosure'];

const resultsOf = (state: CaseState): number =>
  requests(state).reduce((sum, { assessments }) => sum + Object.keys(assessments).length, 0);

/**
 * Whether the application has moved and no consent on the ledger lets a result go after it (THR-9). Only what stands on
 * the ledger counts, not the hour, so that no order of letters and clocks changes what becomes of a request (PIN-5).
 */
export function goesNowhere(state: CaseState): boolean {
  const moved = takenOverBy(state);
  if (moved === undefined) return false;
  return !consentsTo(state, moved.to, 'threatAssessment').some(({ purpose }) => purposes.includes(purpose));
}

/** Whether that is so at that instant: the time of a consent may have run out before its clock has said so (NTF-3). */
export function leadsNowhere(state: CaseState, { now }: Pick<Context, 'now'>): boolean {
  const moved = takenOverBy(state);
  return (
    moved !== undefined &&
    consentFor(state, { to: moved.to, purposes }, 'threatAssessment', now) === undefined
  );
}

/** What still comes in answer to earlier requests is kept here, revives none of them and goes no further (THR-9, PIN-5). */
export function requestsLapse(answered: readonly AssessmentRequest[]): readonly RequestsLapsed[] {
  if (answered.length === 0) return [];
  const references = answered.map(({ reference }) => reference);
  return [{ type: 'RequestsLapsed', rules: ['THR-9'], references }];
}

/** THR-9: a result that comes after the transfer goes on to the unit that took over, as far as a consent carries it. */
export function passedOn(
  before: CaseState,
  after: CaseState,
  context: Context,
): readonly AssessmentPassedOn[] {
  const moved = takenOverBy(after);
  if (moved === undefined || resultsOf(after) === resultsOf(before)) return [];
  const { to, toCase, opener } = moved;
  const consent = consentFor(after, { to, purposes }, 'threatAssessment', context.now);
  const enclosures = enclosuresUnder(after, { consent, to }, ['threatAssessment'], context);
  if (consent === undefined || enclosures.length === 0) return [];
  const letterId = idOf(context, 'l', 400);
  const letter: Letter = {
    ...{ letterId, kind: 'disclosure', to, opener, reference: letterId, fromCase: context.caseRef },
    ...(toCase === undefined ? {} : { toCase }),
    facts: { purpose: consent.purpose },
    enclosures,
  };
  const rules: AssessmentPassedOn['rules'] = ['THR-9', 'CON-1', 'CON-4'];
  return [{ type: 'AssessmentPassedOn', rules, to, consentId: consent.id, letters: [letter] }];
}
