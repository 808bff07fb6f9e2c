import type { CompulsoryCareConcernRecorded } from '../care/state';
import type { StepMeta } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import { didNotArrive } from './questions';
import type { ConcernEvent, ConcernReceived, ConcernState, PassedOn, Report } from './state';

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
export function evolveConcern(state: ConcernState, event: EventBase, meta: StepMeta): ConcernState {
  const own = event as ConcernEvent | CompulsoryCareConcernRecorded;
  switch (own.type) {
    case 'ConcernReceived':
      return { ...state, reports: [...state.reports, received(own)] };
    case 'CompulsoryCareConcernRecorded':
      return { ...state, reports: [...state.reports, ownConcern(own)] };
    default:
      return evolveWaiting(state, own) ?? evolveAnswered(state, own, meta) ?? state;
  }
}

/** A report on its way to the home district, or waiting for its way. */
function evolveWaiting(state: ConcernState, event: ConcernEvent): ConcernState | undefined {
  switch (event.type) {
    case 'ConcernHandoverSet':
      return changed(state, event.reportId, () => ({ handover: event.next }));
    case 'ConcernForwarded': {
      const { to, letterId, deadlines } = event;
      return changed(state, event.reportId, (report) => ({
        passedOn: { to, letterId, deadlines },
        overdue: report.overdue && didNotArrive(report),
      }));
    }
    case 'ConcernWaits':
      return changed(state, event.reportId, () => ({ waits: event.deadlines }));
    case 'ConcernWaitReminded':
      return changed(state, event.reportId, ({ overdue }) => ({ overdue: overdue || event.overdue }));
    case 'ConcernReceiptOverdue':
      return changed(state, event.reportId, () => ({ overdue: true }));
    default:
      return undefined;
  }
}

/** What a named person said of it, here or there. */
function evolveAnswered(
  state: ConcernState,
  event: ConcernEvent,
  { at }: StepMeta,
): ConcernState | undefined {
  const ofSent = (change: Partial<PassedOn>): ConcernState =>
    changed(state, event.reportId, ({ passedOn }) =>
      passedOn === undefined ? {} : { passedOn: { ...passedOn, ...change }, overdue: false },
    );
  switch (event.type) {
    case 'ConcernConfirmed':
      return changed(state, event.reportId, () => ({ confirmedBy: event.by, overdue: false }));
    case 'ConcernDeclined':
      return changed(state, event.reportId, () => ({ declinedBy: event.by, overdue: false }));
    case 'ConcernReceiptRecorded':
      return ofSent({ confirmedBy: event.confirmedBy });
    case 'ConcernDeclineRecorded':
      return ofSent({ declinedAt: at });
    default:
      return undefined;
  }
}
