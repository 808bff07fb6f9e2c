import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import { fieldsOf, unless } from '../kernel/decision';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { NoticeMatter } from '../kernel/notice';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { RuleId } from '../kernel/rule';
import type { Action, Decision } from '../kernel/step';
import { authorityOf } from '../profile/lookup';
import { morningOf } from '../time/calendar';
import { localDate } from '../time/local';
import { reminderBefore } from '../time/span';
import { holdsApplication, mustHoldApplication } from '../transfer/questions';
import { isOpen, mustBeOpen } from './questions';
import type { ReleaseDayCame, ReleaseRecorded, ReleaseReminded } from './state';

type Release = Pick<ReleaseRecorded, 'date' | 'authority'>;

/** What shows outside of the case must not tell that the person is in custody: it names the rule on reminders (NTF-1). */
const shownRule: RuleId = 'NTF-3';

/** INT-7: the release is planned by those who keep the person. */
function keepsPersons(authority: string, { profile }: Context): Obstacle | undefined {
  const kind = authorityOf(profile, authority)?.kind;
  if (kind === 'prison' || kind === 'youthCare') return undefined;
  return obstacle(
    'INT-7',
    'That is no authority that releases: name the prison service or the one for youth care.',
    'Det är ingen myndighet som friger: ange Kriminalvården eller den som har hand om ungdomsvården.',
  );
}

function notPast(date: string, { now, profile }: Context): Obstacle | undefined {
  if (date >= localDate(now, profile.calendar.zone)) return undefined;
  return obstacle(
    'INT-7',
    'The planned release cannot lie in the past.',
    'Den planerade frigivningen kan inte ligga i det förflutna.',
  );
}

/** The day of release itself, and the reminders before it that are still to come. */
function releaseClocks(subject: string, date: string, { now, profile }: Context): readonly Deadline[] {
  const { calendar, custody } = profile;
  const reminders = custody.reminders
    .map((span) => reminderBefore(date, span, calendar))
    .filter((at) => at > now)
    .map((at) => deadline({ rule: shownRule, kind: 'releaseReminder', subject, at, legal: false }));
  const at = morningOf(date, calendar);
  return [...reminders, deadline({ rule: shownRule, kind: 'releaseDay', subject, at, legal: true })];
}

/** Records when the person is to be released, and from where; another date takes the place of the first (INT-7). */
export function recordRelease(state: CaseState, action: Action, context: Context): Decision {
  const { date, authority } = fieldsOf<Release>(action);
  return unless<ReleaseRecorded>(
    [
      mustBeOpen(state),
      mustHoldApplication(state, 'INT-7'),
      keepsPersons(authority, context),
      notPast(date, context),
    ],
    () => [
      {
        type: 'ReleaseRecorded',
        rules: ['INT-7'],
        ...{ date, authority, notes: action.notes ?? [] },
        deadlines: releaseClocks(idOf(context, 'r'), date, context),
      },
    ],
  );
}

/** Whether the release is still ahead, in a file that handles (INT-7). */
export function awaitsRelease(state: CaseState): boolean {
  return state.intake.release !== undefined && isOpen(state) && holdsApplication(state);
}

/** The clocks of a planned release; they end when the file closes or the application leaves it (INT-7, NTF-3). */
export function releaseDeadlines(state: CaseState): readonly Deadline[] {
  return awaitsRelease(state) ? (state.intake.release?.deadlines ?? []) : [];
}

/** INT-7: some days before, and on the day itself. */
export function releaseDue(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const { release } = state.intake;
  if (release === undefined) return [];
  const dueAt = morningOf(release.date, context.profile.calendar);
  const told = (matter: NoticeMatter): Pick<EventBase, 'notices'> => ({
    notices: [{ noticeId: idOf(context, 'n'), audience: 'caseworker', matter, rule: shownRule, dueAt }],
  });
  const event: ReleaseReminded | ReleaseDayCame =
    due.kind === 'releaseReminder'
      ? { type: 'ReleaseReminded', rules: ['INT-7', 'NTF-3'], date: release.date, ...told('dateReminder') }
      : { type: 'ReleaseDayCame', rules: ['INT-7'], date: release.date, ...told('dateCome') };
  return [event];
}
