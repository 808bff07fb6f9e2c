import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { Instant } from '../time/instant';
import { toInstant, toMs } from '../time/instant';
import { atLocal } from '../time/local';
import type { LocalDate } from '../time/local';
import type { Span } from '../time/span';
import { jitterMs, limitAfter, reminderAfter } from '../time/span';
import { openOccasions } from './questions';
import type { FollowUpOverdue, FollowUpReminded, FollowUpsPlanned, Occasion } from './state';

/** A time of follow-up, so long after that instant, with its reminder and its escalation (FUP-1). */
function occasionAfter(
  start: Instant,
  span: Span,
  of: Pick<Occasion, 'kind'> & { readonly nth: number },
  context: Context,
): Occasion {
  const { calendar, followUp, reminderJitterSeconds } = context.profile;
  const id = idOf(context, 'u', of.nth);
  const dueAt = limitAfter(start, span, calendar);
  const jitter = jitterMs(context.caseRef, reminderJitterSeconds);
  const clock = (kind: string, at: Instant): Deadline =>
    deadline({ rule: 'FUP-1', kind, subject: id, at, legal: false });
  const reminder = toInstant(toMs(reminderAfter(start, span, calendar)) + jitter);
  return {
    ...{ id, kind: of.kind, dueAt },
    deadlines: [
      clock('followUpDue', reminder),
      clock('followUpOverdue', limitAfter(dueAt, followUp.escalation, calendar)),
    ],
  };
}

/** The next time of follow-up while interventions run, counted from the last one or from their first day (FUP-1). */
export function nextWhileRunning(from: LocalDate | undefined, context: Context): Occasion {
  const { calendar, followUp } = context.profile;
  const begins = from === undefined ? context.now : atLocal(from, '00:00:00', calendar.zone);
  const start = begins > context.now ? begins : context.now;
  return occasionAfter(start, followUp.running, { kind: 'running', nth: 0 }, context);
}

/** The times of follow-up of a completed case, counted from its closing (FUP-1). */
export function plannedAfterClosing(context: Context): FollowUpsPlanned {
  const { afterClosing } = context.profile.followUp;
  return {
    type: 'FollowUpsPlanned',
    rules: ['FUP-1'],
    occasions: afterClosing.map((span, nth) =>
      occasionAfter(context.now, span, { kind: 'afterClosing', nth: 1100 + nth }, context),
    ),
  };
}

/** The clocks of the follow-ups that are to be done here. */
export function occasionDeadlines(state: CaseState): readonly Deadline[] {
  return openOccasions(state).flatMap(({ deadlines }) => deadlines);
}

/** A follow-up has come to its day, or is past it: first the caseworker is told, then the supervisor (FUP-1, NTF-3). */
export function occasionDue(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const occasion = openOccasions(state).find(({ id }) => id === due.subject);
  if (occasion === undefined) return [];
  const { id, dueAt } = occasion;
  const noticeId = idOf(context, 'n');
  if (due.kind === 'followUpDue') {
    const reminded: FollowUpReminded = {
      ...{ type: 'FollowUpReminded', rules: ['FUP-1', 'NTF-3'], occasion: id, dueAt },
      notices: [{ noticeId, audience: 'caseworker', matter: 'followUpDue', rule: 'FUP-1', dueAt }],
    };
    return [reminded];
  }
  const overdue: FollowUpOverdue = {
    ...{ type: 'FollowUpOverdue', rules: ['FUP-1', 'NTF-3'], occasion: id, dueAt },
    notices: [{ noticeId, audience: 'supervisor', matter: 'followUpOverdue', rule: 'FUP-1', dueAt }],
  };
  return [overdue];
}
