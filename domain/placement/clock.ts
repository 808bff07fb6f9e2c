import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import type { Notice, NoticeAudience } from '../kernel/notice';
import { isAssessmentLate } from '../threat/questions';
import type {
  PlacementInformationReminded,
  PlacementLapsed,
  PlacementReceiptOverdue,
  PlacementReceiptReminded,
  PlacementReminded,
} from './events';
import { handoverDue, recallLetters } from './handover';
import { incomingPlacement, isInformationDue, ownHandover, placementAt, runningPlacement } from './questions';
import type { Placement } from './state';
import { informationClock } from './terms';

/** The clocks of the placement that runs, of its hand-over, and of one that waits to be taken over (PLC-2, PLC-4, PLC-6). */
export function placementDeadlines(state: CaseState): readonly Deadline[] {
  const running = runningPlacement(state);
  const { informationClock: information } = running ?? {};
  return [
    ...(running?.decision.deadlines ?? []),
    ...(isInformationDue(state) && information !== undefined ? [information] : []),
    ...(ownHandover(state)?.deadlines ?? []),
    ...(incomingPlacement(state)?.deadlines ?? []),
  ];
}

/** A clock of a placement has come to its time. */
export function placementDue(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  switch (due.kind) {
    case 'placementHandover':
      return handoverDue(state, due.subject, context);
    case 'receiptDue':
    case 'receiptOverdue':
      return [receiptAwaited(state, due, context)];
    case 'informationDue':
    case 'informationOverdue':
      return informationAwaited(state, due, context);
    default:
      return runsOut(state, due, context);
  }
}

/** Notices of one step, one for each audience. */
function notices(
  audiences: readonly NoticeAudience[],
  of: Pick<Notice, 'matter' | 'rule' | 'dueAt'>,
  context: Context,
): readonly Notice[] {
  return audiences.map((audience, nth) => ({ noticeId: idOf(context, 'n', nth), audience, ...of }));
}

function runsOut(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const running = runningPlacement(state);
  if (running === undefined) return [];
  if (due.kind === 'placementEnds') return [lapseOf(state, running, context)];
  // A clock that is late reminds of nothing that has lapsed already.
  return placementAt(state, context.now) === undefined ? [] : [reminded(state, running, context)];
}

/** Before the end the caseworker and the unit are reminded; of an overdue assessment of this file as well (PLC-6, THR-2). */
function reminded(state: CaseState, { id, decision }: Placement, context: Context): PlacementReminded {
  const assessmentOverdue = isAssessmentLate(state, context);
  const matter = assessmentOverdue ? 'placementEndsAssessmentOverdue' : 'placementEnds';
  return {
    type: 'PlacementReminded',
    rules: assessmentOverdue ? ['PLC-6', 'THR-2', 'NTF-3'] : ['PLC-6', 'NTF-3'],
    ...{ placementId: id, decisionId: decision.id, ends: decision.ends, assessmentOverdue },
    notices: notices(['caseworker', 'unit'], { matter, rule: 'PLC-6', dueAt: decision.ends }, context),
  };
}

/** Neither renewed nor ended: it has lapsed, and the supervisors are told at once (PLC-6). */
export function lapseOf(state: CaseState, { id, decision }: Placement, context: Context): PlacementLapsed {
  const assessmentOverdue = isAssessmentLate(state, context);
  const matter = assessmentOverdue ? 'placementLapsedAssessmentOverdue' : 'placementLapsed';
  return {
    type: 'PlacementLapsed',
    rules: assessmentOverdue ? ['PLC-3', 'PLC-6', 'THR-2'] : ['PLC-3', 'PLC-6'],
    ...{ placementId: id, decisionId: decision.id, assessmentOverdue },
    letters: recallLetters(state, 'lapsed', context),
    notices: notices(['supervisor'], { matter, rule: 'PLC-6', dueAt: decision.ends }, context),
  };
}

/** The record is due the next working day: first the caseworker is reminded, a working day later the supervisor (PLC-4). */
function informationAwaited(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  if (placementAt(state, context.now) === undefined) return [];
  const first = due.kind === 'informationDue';
  const audiences: readonly NoticeAudience[] = [first ? 'caseworker' : 'supervisor'];
  const event: PlacementInformationReminded = {
    type: 'PlacementInformationReminded',
    rules: ['PLC-4', 'NTF-3'],
    placementId: due.subject,
    ...(first ? { next: informationClock(due.subject, 'informationOverdue', context) } : {}),
    notices: notices(audiences, { matter: 'placementInformation', rule: 'PLC-4', dueAt: due.at }, context),
  };
  return [event];
}

/** As for a transfer: the sender's caseworker and the receiver's reception, then each unit's own supervisor (PLC-2, TRF-5). */
function receiptAwaited(
  state: CaseState,
  due: Deadline,
  context: Context,
): PlacementReceiptReminded | PlacementReceiptOverdue {
  const sending = held(state.placement.handovers, due.subject) !== undefined;
  const of = { handoverId: due.subject, rules: ['PLC-2', 'TRF-5', 'NTF-3'] } as const;
  const told = { rule: 'PLC-2', dueAt: due.at } as const;
  if (due.kind === 'receiptDue') {
    const matter = 'placementReceiptReminder';
    const to = notices([sending ? 'caseworker' : 'reception'], { ...told, matter }, context);
    return { type: 'PlacementReceiptReminded', ...of, notices: to };
  }
  const matter = 'placementReceiptOverdue';
  return {
    type: 'PlacementReceiptOverdue',
    ...of,
    notices: notices(['supervisor'], { ...told, matter }, context),
  };
}
