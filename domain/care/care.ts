import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import { startCompulsoryCareInquiry } from './inquiry';
import { careDeadlines, careDue, careFollow, recordCompulsoryCareConcern } from './report';
import type { CareEvent, CareState } from './state';
import { careWords } from './words';

function evolve(state: CareState, event: EventBase): CareState {
  const own = event as CareEvent;
  switch (own.type) {
    case 'CompulsoryCareConcernRecorded':
      return { ...state, concernSince: state.concernSince ?? own.learntAt };
    case 'CareReportMissing':
      return { ...state, missing: own.next };
    case 'CompulsoryCareInquiryStarted':
      return { ...state, inquirySince: own.startedAt };
    default:
      return state;
  }
}

/** Compulsory care: the duty to report, and the inquiry beside the exit (RSP-9, RSP-15). */
export const care: Area<CaseState, 'care'> = {
  initial: {},
  evolve,
  follow: careFollow,
  deadlines: careDeadlines,
  due: careDue,
  words: careWords,
  actions: {
    recordCompulsoryCareConcern: {
      by: ['caseworker', 'supervisor'],
      tells: 'compulsoryCare',
      decide: recordCompulsoryCareConcern,
    },
    startCompulsoryCareInquiry: {
      by: ['caseworker', 'supervisor'],
      tells: 'compulsoryCare',
      opens: 'also',
      decide: startCompulsoryCareInquiry,
    },
  },
};
