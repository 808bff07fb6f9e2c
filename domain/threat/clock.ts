import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import type { Notice } from '../kernel/notice';
import type { Letter } from '../letters/letter';
import { reminderAfter } from '../time/span';
import { leadsNowhere } from './pass-on';
import { awaitedFunction, isAwaited, isCarried, lastHeard, requests } from './questions';
import type { AssessmentOverdue, AssessmentReminded, AssessmentRequest } from './state';

/**
 * Reminders from before the police were last heard are moot, also when a correction makes the request awaited again; the
 * legal end stands (THR-3, THR-5).
 */
function standingClocks(request: AssessmentRequest): readonly Deadline[] {
  const heard = lastHeard(request) ?? '';
  return request.deadlines.filter(({ kind, at }) => kind !== 'assessmentReminder' || at > heard);
}

/** The clocks of awaited requests; they end with the final result or when the request is stopped (THR-2, CON-8). */
export function threatDeadlines(state: CaseState): readonly Deadline[] {
  return requests(state).filter(isAwaited).flatMap(standingClocks);
}

function reminded(
  state: CaseState,
  request: AssessmentRequest,
  due: Deadline,
  context: Context,
): AssessmentReminded {
  const to = awaitedFunction(state, request, context.profile);
  const reminders = request.deadlines.filter(({ kind }) => kind === 'assessmentReminder');
  const first = reminders[0]?.id === due.id;
  const notice = (audience: Notice['audience'], nth: number): Notice => ({
    ...{ noticeId: idOf(context, 'n', nth), audience, matter: 'assessmentReminder' },
    ...{ rule: 'THR-3', dueAt: request.dueAt },
  });
  const letter: Letter = {
    letterId: idOf(context, 'l'),
    kind: 'assessmentReminder',
    to,
    fromCase: context.caseRef,
    opener: request.letterId,
    reference: request.reference,
    facts: { dueAt: request.dueAt },
    enclosures: [],
  };
  return {
    type: 'AssessmentReminded',
    rules: ['THR-3', 'NTF-3'],
    reference: request.reference,
    to,
    dueAt: request.dueAt,
    letters: [letter],
    // NTF-3: first the caseworker, then the unit as well.
    notices: first ? [notice('caseworker', 0)] : [notice('caseworker', 0), notice('unit', 1)],
  };
}

function overdue(request: AssessmentRequest, context: Context): AssessmentOverdue {
  const { threat, calendar } = context.profile;
  const next = deadline({
    rule: 'THR-3',
    kind: 'assessmentStillOverdue',
    subject: request.reference,
    at: reminderAfter(context.now, threat.overdueEvery, calendar),
    legal: false,
  });
  return {
    type: 'AssessmentOverdue',
    rules: ['THR-2', 'THR-3', 'NTF-3'],
    reference: request.reference,
    next,
    notices: [
      {
        ...{ noticeId: idOf(context, 'n'), audience: 'supervisor', matter: 'assessmentOverdue' },
        ...{ rule: 'THR-3', dueAt: request.dueAt },
      },
    ],
  };
}

/** A clock of an awaited request has come to its time. */
export function threatDue(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const request = held(state.threat.requests, due.subject);
  // NTF-3: where the time of a consent has run out nobody is reminded; the end of that stops the request (CON-8, THR-9).
  const isOver = request === undefined || !isCarried(state, request, context) || leadsNowhere(state, context);
  if (isOver) return [];
  return [
    due.kind === 'assessmentReminder' ? reminded(state, request, due, context) : overdue(request, context),
  ];
}
