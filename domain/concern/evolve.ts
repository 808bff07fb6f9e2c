import type { CompulsoryCareConcernRecorded } from '../care/state';
import type { EventBase } from '../kernel/event';
import type { ConcernEvent, ConcernReceived, ConcernState, Report } from './state';

function received(event: ConcernReceived): Report {
  const { reportId: id, kind, receivedAt, notes, onward, from, deadlines = [] } = event;
  return {
    ...{ id, kind, receivedAt, notes, onward, deadlines, overdue: false },
    ...(from === undefined ? {} : { from }),
  };
}

/** What SAV itself reports is a report like one that reached it (RSP-15). */
function ownConcern({ reportId: id, learntAt, notes }: CompulsoryCareConcernRecorded): Report {
  const kind = 'compulsoryCare';
  return { id, kind, receivedAt: learntAt, notes, onward: true, deadlines: [], overdue: false };
}

function changed(state: ConcernState, id: string, change: (report: Report) => Partial<Report>): ConcernState {
  const reports = state.reports.map((report) =>
    report.id === id ? { ...report, ...change(report) } : report,
  );
  return { ...state, reports };
}

/** The reports after an event. */
export function evolveConcern(state: ConcernState, event: EventBase): ConcernState {
  const own = event as ConcernEvent | CompulsoryCareConcernRecorded;
  switch (own.type) {
    case 'ConcernReceived':
      return { ...state, reports: [...state.reports, received(own)] };
    case 'CompulsoryCareConcernRecorded':
      return { ...state, reports: [...state.reports, ownConcern(own)] };
    case 'ConcernHandoverSet':
      return changed(state, own.reportId, () => ({ handover: own.next }));
    case 'ConcernForwarded': {
      const { to, letterId, deadlines } = own;
      return changed(state, own.reportId, () => ({ passedOn: { to, letterId, deadlines }, overdue: false }));
    }
    case 'ConcernConfirmed':
      return changed(state, own.reportId, () => ({ confirmedBy: own.by, overdue: false }));
    case 'ConcernReceiptRecorded':
      return changed(state, own.reportId, ({ passedOn }) =>
        passedOn === undefined
          ? {}
          : { passedOn: { ...passedOn, confirmedBy: own.confirmedBy }, overdue: false },
      );
    case 'ConcernReceiptOverdue':
      return changed(state, own.reportId, () => ({ overdue: true }));
    default:
      return state;
  }
}
