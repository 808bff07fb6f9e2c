import type { CaseState } from '../case/state';
import { isDistrictTold, isOpen, knownHomeDistrict } from '../intake/questions';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { Notice } from '../kernel/notice';
import { hasFunction } from '../profile/lookup';
import { handoverAt } from '../time/handover';
import { passedOn, waitClocks } from './pass-on';
import { didNotArrive, toPassOn, unconfirmedHere, unconfirmedThere } from './questions';
import type {
  ConcernHandoverSet,
  ConcernReceiptOverdue,
  ConcernReceiptReminded,
  ConcernWaitReminded,
  ConcernWaits,
  Report,
} from './state';

/** Numbers that keep this area's letters and notices of a step apart from those of others. */
const NTH = 700;

/** The clocks of reports: when the duty desk hands over, and receipts that are awaited here or there (INT-9, TRF-7). */
export function concernDeadlines(state: CaseState): readonly Deadline[] {
  if (!isOpen(state)) return [];
  return [
    ...toPassOn(state).flatMap(({ handover, waits = [] }) =>
      handover === undefined ? waits : [handover, ...waits],
    ),
    ...unconfirmedThere(state).flatMap((report) => report.passedOn?.deadlines ?? []),
    ...(unconfirmedHere(state)?.deadlines ?? []),
  ];
}

/** A clock of a report has come to its time. */
export function concernDue(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const own = (report: Report): boolean => clocksOf(report).some(({ id }) => id === due.id);
  const report = state.concern.reports.find(own);
  if (report === undefined) return [];
  if (due.kind === 'reportHandover') return passedOn(state, report, context, NTH);
  if (due.kind === 'reportWaitDue' || due.kind === 'reportWaitOverdue')
    return waitDue(state, report, due, context);
  return [receiptDue(report, due, context)];
}

function clocksOf({ handover, deadlines, waits = [], passedOn: there }: Report): readonly Deadline[] {
  return [...(handover === undefined ? [] : [handover]), ...deadlines, ...waits, ...(there?.deadlines ?? [])];
}

/** It waits here still: the duty desk's clock tries again by itself; otherwise first the caseworker is told; then the supervisor (TRF-7). */
function waitDue(state: CaseState, report: Report, due: Deadline, context: Context): readonly EventBase[] {
  const overdue = due.kind === 'reportWaitOverdue';
  // What went once and did not arrive stays overdue, also while it is under way again.
  const stays = overdue && didNotArrive(report);
  const again = { ...report, overdue: report.overdue || stays };
  const sent = isDutyDesk(context) ? passedOn(state, again, context, NTH) : [];
  if (sent.length > 0 && !stays) return sent;
  const reminded: ConcernWaitReminded = {
    ...{ type: 'ConcernWaitReminded', rules: ['TRF-7', 'NTF-3'], reportId: report.id, overdue },
    notices: [
      {
        noticeId: idOf(context, 'n', NTH),
        audience: overdue ? 'supervisor' : 'caseworker',
        ...{ matter: stays ? 'reportOverdue' : 'reportNotSent', rule: 'TRF-7', dueAt: due.at },
      },
    ],
  };
  return [...sent, reminded];
}

function isDutyDesk({ profile, unit }: Context): boolean {
  return hasFunction(profile, unit, 'dutyDesk');
}

/** As for a transfer: first the sender's caseworker and the receiver's reception, then each unit's supervisor (TRF-5, TRF-7). */
function receiptDue(
  report: Report,
  due: Deadline,
  context: Context,
): ConcernReceiptReminded | ConcernReceiptOverdue {
  const notice = (audience: Notice['audience'], matter: Notice['matter']): readonly Notice[] => [
    { noticeId: idOf(context, 'n', NTH), audience, matter, rule: 'TRF-7', dueAt: due.at },
  ];
  const of = { reportId: report.id, rules: ['TRF-7', 'NTF-3'] } as const;
  return due.kind === 'reportReceiptDue'
    ? {
        ...{ type: 'ConcernReceiptReminded', ...of },
        notices: notice(report.from === undefined ? 'caseworker' : 'reception', 'reportReminder'),
      }
    : { type: 'ConcernReceiptOverdue', ...of, notices: notice('supervisor', 'reportOverdue') };
}

/** What becomes of reports by what was decided elsewhere: a clock runs while they wait here, and the duty desk's passes them on. */
export function concernFollow(before: CaseState, after: CaseState, context: Context): readonly EventBase[] {
  return [...waits(before, after, context), ...handoverSet(before, after, context)];
}

/** Compulsory care has a clock of its own, which tells the supervisor at once (RSP-15). */
function waits(before: CaseState, after: CaseState, context: Context): readonly ConcernWaits[] {
  const waited = toPassOn(before).map(({ id }) => id);
  return toPassOn(after)
    .filter(({ id, kind }) => kind === 'concern' && !waited.includes(id))
    .map((report) => ({
      type: 'ConcernWaits',
      rules: ['TRF-7'],
      reportId: report.id,
      deadlines: waitClocks(report, context),
    }));
}

/**
 * At the duty desk the clock passes a report on by itself, as soon as the home district is known and the offices are open
 * (INT-3, INT-9).
 */
function handoverSet(before: CaseState, after: CaseState, context: Context): readonly ConcernHandoverSet[] {
  const district = knownHomeDistrict(after);
  if (district === undefined || !isDutyDesk(context)) return [];
  const isNews = isDistrictTold(before, after);
  const had = before.concern.reports.map(({ id }) => id);
  return toPassOn(after)
    .filter(({ id }) => isNews || !had.includes(id))
    .map(({ id, receivedAt }) => ({
      type: 'ConcernHandoverSet',
      rules: ['INT-3', 'INT-9'],
      reportId: id,
      next: deadline({
        rule: 'INT-9',
        kind: 'reportHandover',
        subject: id,
        at: handoverAt(receivedAt, context.now, context.profile.calendar),
        legal: true,
      }),
    }));
}
