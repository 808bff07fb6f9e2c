import type { CaseState } from '../case/state';
import { isOpen, knownHomeDistrict } from '../intake/questions';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { Notice } from '../kernel/notice';
import { hasFunction } from '../profile/lookup';
import { handoverAt } from '../time/handover';
import { passedOn } from './pass-on';
import { toPassOn, unconfirmedHere, unconfirmedThere } from './questions';
import type { ConcernHandoverSet, ConcernReceiptOverdue, ConcernReceiptReminded, Report } from './state';

/** Numbers that keep this area's letters and notices of a step apart from those of others. */
const NTH = 700;

/** The clocks of reports: when the duty desk hands over, and receipts that are awaited here or there (INT-9, TRF-7). */
export function concernDeadlines(state: CaseState): readonly Deadline[] {
  if (!isOpen(state)) return [];
  return [
    ...toPassOn(state).flatMap(({ handover }) => handover ?? []),
    ...unconfirmedThere(state).flatMap((report) => report.passedOn?.deadlines ?? []),
    ...(unconfirmedHere(state)?.deadlines ?? []),
  ];
}

/** A clock of a report has come to its time. */
export function concernDue(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const own = (report: Report): boolean =>
    [report.handover, ...report.deadlines, ...(report.passedOn?.deadlines ?? [])].some(
      (clock) => clock?.id === due.id,
    );
  const report = state.concern.reports.find(own);
  if (report === undefined) return [];
  if (due.kind === 'reportHandover') return passedOn(state, report, context, NTH);
  return [receiptDue(report, due, context)];
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

/**
 * At the duty desk the clock passes a report on by itself, as soon as the home district is known and the offices are open
 * (INT-3, INT-9).
 */
export function concernFollow(
  before: CaseState,
  after: CaseState,
  context: Context,
): readonly ConcernHandoverSet[] {
  const district = knownHomeDistrict(after);
  if (district === undefined || !hasFunction(context.profile, context.unit, 'dutyDesk')) return [];
  const isNews = district !== knownHomeDistrict(before);
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
