import type { CaseState } from '../case/state';
import { isValid } from '../consent/questions';
import type { Context } from '../kernel/context';
import type { PartyId } from '../kernel/actor';
import type { Profile } from '../profile/profile';
import { policeFor } from '../profile/lookup';
import { held } from '../kernel/held';
import type { Instant } from '../time/instant';
import type { Assessment, AssessmentRequest, DisclosedAssessment } from './state';

/** Two functions may use the same message id: a letter is known by its sender and its id, also one that is replaced. */
export function assessmentKey(from: string, letterId: string): string {
  return `${from}/${letterId}`;
}

/**
 * Results of a request that no correction has replaced, whichever came first (THR-5). Where they replace one another none
 * would be left: then all of them stand.
 */
export function standing(request: AssessmentRequest): readonly Assessment[] {
  const all = Object.values(request.assessments);
  const replaced = new Set(
    all.flatMap(({ from, replaces }) => (replaces === undefined ? [] : [assessmentKey(from, replaces)])),
  );
  const left = all.filter(({ from, letterId }) => !replaced.has(assessmentKey(from, letterId)));
  return left.length === 0 ? all : left;
}

/** Whether the final result has come: the clock ends with it (THR-2). */
export function isAnswered(request: AssessmentRequest): boolean {
  return standing(request).some(({ final }) => final);
}

/** Whether a result is still awaited. The end of the consent or of the application settles that, and no letter of the police changes it (PIN-5). */
export function isAwaited(request: AssessmentRequest): boolean {
  return !request.stopped && request.lapsed !== true && !isAnswered(request);
}

/** Whether the consent under which the police were asked still stands (CON-8). */
export function isCarried(
  state: CaseState,
  { consentId }: AssessmentRequest,
  { now }: Pick<Context, 'now'>,
): boolean {
  const consent = held(state.consent.consents, consentId);
  return consent !== undefined && isValid(consent, now);
}

/** All requests, oldest first. */
export function requests(state: CaseState): readonly AssessmentRequest[] {
  return Object.values(state.threat.requests);
}

/** The request that is awaited, if any. */
export function openRequest(state: CaseState): AssessmentRequest | undefined {
  return requests(state).find(isAwaited);
}

/** Whether a result is awaited from the police. */
export function hasOpenRequest(state: CaseState): boolean {
  return openRequest(state) !== undefined;
}

/** Whether an awaited result is past its time (THR-2). */
export function isAssessmentOverdue(state: CaseState): boolean {
  return openRequest(state)?.overdue === true;
}

/** In-depth before initial, the latest assessment first; the letter's id settles a tie, so that order of arrival never does (PIN-5). */
function weight({ stage, assessedAt, from, letterId }: Assessment): string {
  return `${stage === 'inDepth' ? '1' : '0'}|${assessedAt}|${assessmentKey(from, letterId)}`;
}

/** The heaviest result of one request that no correction has replaced. */
function heaviest(request: AssessmentRequest): Assessment | undefined {
  return standing(request).reduce<Assessment | undefined>(
    (best, next) => (best === undefined || weight(next) > weight(best) ? next : best),
    undefined,
  );
}

/** When it was last heard from the police under a request; undefined before that. */
export function lastHeard({ assessments }: AssessmentRequest): Instant | undefined {
  return Object.values(assessments)
    .map(({ receivedAt }) => receivedAt)
    .toSorted()
    .at(-1);
}

/**
 * The assessment that holds now: of the latest request that has a result, for a repeated assessment outweighs every
 * earlier one (THR-7); or the one that was disclosed to us (DEF-6, THR-4).
 */
export function effectiveAssessment(state: CaseState): Assessment | DisclosedAssessment | undefined {
  const latest = requests(state)
    .toReversed()
    .flatMap((request) => heaviest(request) ?? [])
    .at(0);
  return latest ?? state.threat.disclosed;
}

/** Whether a final police assessment is there (DEF-6). */
export function hasFinalAssessment(state: CaseState): boolean {
  return requests(state).some(isAnswered) || state.threat.disclosed?.final === true;
}

/** A high threat level always means a need of protection by moving away (THR-6). */
export function needsProtection(state: CaseState): boolean {
  return effectiveAssessment(state)?.level === 'high';
}

/** LAS has reported and handed on: then the in-depth function is awaited, if the consent names it (CON-1, THR-1). */
export function awaitedFunction(state: CaseState, request: AssessmentRequest, profile: Profile): PartyId {
  const handedOn = standing(request).some(({ stage, final }) => stage === 'initial' && !final);
  const inDepth = policeFor(profile, 'inDepth')?.id;
  const named = held(state.consent.consents, request.consentId)?.recipients ?? [];
  return handedOn && inDepth !== undefined && named.includes(inDepth) ? inDepth : request.to;
}

/** Whether an awaited result is past its time at that instant, also where its own clock has still to act (THR-2). */
export function isAssessmentLate(state: CaseState, { now }: Pick<Context, 'now'>): boolean {
  const request = openRequest(state);
  return request !== undefined && request.dueAt <= now;
}
