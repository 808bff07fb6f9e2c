import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import type { Notice } from '../kernel/notice';
import { handoverDeadlines, handoverDue } from './handover';
import { offeredTransfer } from './questions';
import type { ReceiptOverdue, ReceiptReminded } from './state';

/** The clocks of a receipt that is awaited, here or there, and of the duty desk's hand-over (TRF-5, INT-3). */
export function transferDeadlines(state: CaseState): readonly Deadline[] {
  const { incoming } = state.transfer;
  const ours = incoming?.standing === 'offered' ? incoming.deadlines : [];
  return [...(offeredTransfer(state)?.deadlines ?? []), ...ours, ...handoverDeadlines(state)];
}

/** A receipt has not come in time, or the hand-over from the duty desk is to be made. */
export function transferDue(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  return due.kind === 'handover' ? handoverDue(state, due, context) : receiptDue(state, due, context);
}

/** TRF-5: first the sender's caseworker and the receiver's reception, then each unit's own supervisor. */
function receiptDue(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const sending = held(state.transfer.outgoing, due.subject) !== undefined;
  const notice = (audience: Notice['audience'], matter: Notice['matter']): readonly Notice[] => [
    { noticeId: idOf(context, 'n'), audience, matter, rule: 'TRF-5', dueAt: due.at },
  ];
  if (due.kind === 'receiptDue') {
    const reminded: ReceiptReminded = {
      type: 'ReceiptReminded',
      rules: ['TRF-5', 'NTF-3'],
      transferId: due.subject,
      notices: notice(sending ? 'caseworker' : 'reception', 'receiptReminder'),
    };
    return [reminded];
  }
  const overdue: ReceiptOverdue = {
    type: 'ReceiptOverdue',
    rules: ['TRF-5', 'NTF-3'],
    transferId: due.subject,
    notices: notice('supervisor', 'receiptOverdue'),
  };
  return [overdue];
}
