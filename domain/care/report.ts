import type { CaseState } from '../case/state';
import { passedOn } from '../concern/pass-on';
import { isDefectorUnit } from '../handling/questions';
import { isDistrictTold, isOpen, knownHomeDistrict, mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Deadline } from '../kernel/deadline';
import type { Report } from '../concern/state';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { reminderAfter } from '../time/span';
import { hasMissingReport, missingReports } from './questions';
import type { CareReportMissing, CompulsoryCareConcernRecorded } from './state';

/** Numbers that keep this area's letters and notices of a step apart from those of others. */
const NTH = 800;

/**
 * SAV has learnt that compulsory care may be needed. The report goes to the home district in the same step and waits for no
 * consent, meeting or transfer (RSP-15).
 */
export function recordCompulsoryCareConcern(state: CaseState, action: Action, context: Context): Decision {
  const { at } = fieldsOf<{ at: string }>(action);
  return unless<CompulsoryCareConcernRecorded>(
    [
      mustBeOpen(state),
      isDefectorUnit(context)
        ? undefined
        : obstacle(
            'RSP-15',
            'The defector unit reports to the home district; a district inquires itself.',
            'Avhopparverksamheten anmäler till stadsområdet; ett stadsområde utreder själv.',
          ),
      state.intake.person === undefined
        ? obstacle(
            'RSP-15',
            'This file does not say whom it is about: report to the home district by other ways, at once.',
            'Akten visar inte vem det gäller: anmäl genast till stadsområdet på annat sätt.',
          )
        : undefined,
      at > context.now
        ? obstacle('RSP-15', 'That is later than now.', 'Tidpunkten är senare än nu.')
        : undefined,
    ],
    () => [
      {
        type: 'CompulsoryCareConcernRecorded',
        rules: ['RSP-15', 'RSP-9'],
        reportId: idOf(context, 'cr'),
        learntAt: at,
        notes: action.notes ?? [],
      },
    ],
  );
}

/** The report has not gone: the supervisor is told now, and again each working day (RSP-15). */
function missed([report]: readonly Report[], context: Context): readonly CareReportMissing[] {
  if (report === undefined) return [];
  const { now, profile } = context;
  const at = reminderAfter(now, { workingDays: 1 }, profile.calendar);
  return [
    {
      type: 'CareReportMissing',
      rules: ['RSP-15', 'NTF-3'],
      next: deadline({ rule: 'RSP-15', kind: 'careReportMissing', subject: report.id, at, legal: false }),
      notices: [
        {
          ...{ noticeId: idOf(context, 'n', NTH), audience: 'supervisor', matter: 'reportNotSent' },
          // The rule of the report would tell what it is about (NTF-1).
          rule: 'NTF-3',
        },
      ],
    },
  ];
}

/** What has not gone is sent where it can be; where nothing can, the supervisor is told. */
function sentOrMissed(state: CaseState, context: Context): readonly EventBase[] {
  const reports = missingReports(state);
  const sent = reports.flatMap((report, nth) => passedOn(state, report, context, NTH + nth));
  return sent.length > 0 ? sent : missed(reports, context);
}

/** A report goes by itself the moment that it is made, or that the home district is set (RSP-15). */
export function careFollow(before: CaseState, after: CaseState, context: Context): readonly EventBase[] {
  if (!isOpen(after) || !hasMissingReport(after)) return [];
  const had = before.concern.reports.map(({ id }) => id);
  const isNew = missingReports(after).some(({ id }) => !had.includes(id));
  const district = knownHomeDistrict(after);
  const isFound = district !== undefined && isDistrictTold(before, after);
  if (isNew || isFound) return sentOrMissed(after, context);
  // The home district's system did not take it: tried again at once it would not be taken either.
  return hasMissingReport(before) ? [] : missed(missingReports(after), context);
}

/** When the supervisor is next shown a report that has not gone (RSP-15). */
export function careDeadlines(state: CaseState): readonly Deadline[] {
  const { missing: next } = state.care;
  return next === undefined || !isOpen(state) || !hasMissingReport(state) ? [] : [next];
}

/** The report has still not gone: it goes now if it can. */
export function careDue(state: CaseState, _due: Deadline, context: Context): readonly EventBase[] {
  return sentOrMissed(state, context);
}
