import type { StepMeta } from '../kernel/area';
import type { ConsentEnded, DisclosureReceived, QuestionReceived } from '../consent/state';
import type { ApplicationRejected, ExitEnded } from '../decisions/state';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import type { ApplicationTakenOver, ApplicationWithdrawn } from '../transfer/state';
import { carriedThreat } from './carried';
import { assessmentKey } from './questions';
import type { AssessmentRequest, ThreatAssessmentRequested, ThreatEvent, ThreatState } from './state';

function requested(event: ThreatAssessmentRequested, meta: StepMeta): AssessmentRequest {
  const { reference, dueAt, consentId, to, letterId, deadlines, followsUp } = event;
  return {
    ...{ reference, dueAt, consentId, to, letterId, deadlines },
    ...(followsUp === undefined ? {} : { followsUp }),
    askedAt: meta.at,
    stopped: false,
    overdue: false,
    assessments: {},
  };
}

function withRequest(
  state: ThreatState,
  reference: string,
  change: (request: AssessmentRequest) => AssessmentRequest,
): ThreatState {
  const request = held(state.requests, reference);
  if (request === undefined) return state;
  return { ...state, requests: { ...state.requests, [reference]: change(request) } };
}

/** Lets requests lapse: what they rested on has ended. */
function lapse(state: ThreatState, doesRest: (request: AssessmentRequest) => boolean): ThreatState {
  const requests = Object.entries(state.requests).map(([reference, request]) => {
    const after: AssessmentRequest = doesRest(request) ? { ...request, lapsed: true } : request;
    return [reference, after] as const;
  });
  return { ...state, requests: Object.fromEntries(requests) };
}

/** What a request rests on has ended: the consent that carried it, or the application (CON-8, THR-9). */
type End = ConsentEnded | ApplicationWithdrawn | ApplicationRejected | ExitEnded;

function lapsed(state: ThreatState, event: EventBase): ThreatState {
  const end = event as End;
  switch (end.type) {
    case 'ConsentEnded':
      return lapse(state, ({ consentId }) => consentId === end.consentId);
    case 'ApplicationWithdrawn':
    case 'ApplicationRejected':
    case 'ExitEnded':
      return lapse(state, () => true);
    default:
      return state;
  }
}

/** The threat after an event. */
export function evolveThreat(state: ThreatState, event: EventBase, meta: StepMeta): ThreatState {
  const own = event as ThreatEvent | ApplicationTakenOver | DisclosureReceived | QuestionReceived;
  switch (own.type) {
    case 'ThreatAssessmentRequested':
      return { ...state, requests: { ...state.requests, [own.reference]: requested(own, meta) } };
    case 'AssessmentRecorded':
      return withRequest(state, own.reference, (request) => ({
        ...request,
        assessments: {
          ...request.assessments,
          [assessmentKey(own.assessment.from, own.assessment.letterId)]: own.assessment,
        },
      }));
    case 'AssessmentStopped':
      return withRequest(state, own.reference, (request) => ({ ...request, stopped: true }));
    case 'AssessmentOverdue':
      return withRequest(state, own.reference, (request) => ({
        ...request,
        overdue: true,
        deadlines: [...request.deadlines, own.next],
      }));
    case 'RequestsLapsed':
      return lapse(state, ({ reference }) => own.references.includes(reference));
    case 'MoveNeedRecorded':
      return { ...state, moveNeed: own.need };
    case 'ApplicationTakenOver':
    case 'DisclosureReceived':
    case 'QuestionReceived':
      return carriedThreat(state, own.enclosures);
    default:
      return lapsed(state, own);
  }
}
