import type { DeadlinePassed } from '../../../domain/case/evolve';
import type { Deadline } from '../../../domain/kernel/deadline';
import type { EventBase } from '../../../domain/kernel/event';
import type { Memory } from './memory';

/** The application has left or ended. */
const gone: readonly string[] = [
  ...['ReceiptRecorded', 'ExitCompleted', 'ApplicationWithdrawn', 'ApplicationRejected', 'ExitEnded'],
];

/** What ends a clock that the file has for itself: the duty desk's hand-over (INT-3), a planned release (INT-7). */
const over: Readonly<Record<string, readonly string[]>> = {
  handover: ['HomeDistrictSet', 'TransferOffered', ...gone],
  releaseReminder: ['ReleaseRecorded', ...gone],
  releaseDay: ['ReleaseRecorded', ...gone],
};

/** Deadlines that a step fixed, those that it made pointless, and those that it consumed. */
export function rememberClocks(memory: Memory, event: EventBase): void {
  for (const { kind, subject } of memory.expected) {
    if (over[kind]?.includes(event.type) === true) memory.settled.add(subject);
  }
  const { deadlines = [], next } = event as EventBase & { deadlines?: readonly Deadline[]; next?: Deadline };
  memory.expected.push(...deadlines, ...(next === undefined ? [] : [next]));
  if (event.type === 'DeadlinePassed') memory.passed.push((event as DeadlinePassed).deadlineId);
}
