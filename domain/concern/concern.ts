import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import { concernDeadlines, concernDue, concernFollow } from './clock';
import { evolveConcern } from './evolve';
import { forwardConcernReport } from './pass-on';
import { concernDecline, declineConcernReport } from './decline';
import {
  awaitsConfirmation,
  awaitsOurConfirmation,
  hasReportToPassOn,
  isConfirmationOverdue,
} from './questions';
import { concernReport, confirmConcernReport, receiveConcernReport } from './receive';
import { concernReceipt } from './settle';
import { concernWords } from './words';

/** Concern reports: received and handled by districts, passed on to them by the other units (TRF-7, TRF-8). */
export const concern: Area<CaseState, 'concern'> = {
  initial: { reports: [] },
  evolve: evolveConcern,
  follow: concernFollow,
  deadlines: concernDeadlines,
  due: concernDue,
  asks: {
    reportArrived: awaitsOurConfirmation,
    reportReminder: awaitsConfirmation,
    reportOverdue: isConfirmationOverdue,
    reportNotSent: hasReportToPassOn,
  },
  words: concernWords,
  letters: { concernReport, concernReceipt, concernDecline },
  actions: {
    receiveConcernReport: {
      by: ['caseworker', 'supervisor', 'reception', 'dutyDesk'],
      opens: 'also',
      decide: receiveConcernReport,
    },
    forwardConcernReport: { by: ['caseworker', 'supervisor'], decide: forwardConcernReport },
    confirmConcernReport: {
      by: ['caseworker', 'supervisor', 'reception'],
      decide: confirmConcernReport,
    },
    declineConcernReport: {
      by: ['caseworker', 'supervisor', 'reception'],
      decide: declineConcernReport,
    },
  },
};
