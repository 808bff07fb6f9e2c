import type { HomeDistrictSet } from '../../../domain/intake/state';
import type { Deadline } from '../../../domain/kernel/deadline';
import type { EventBase } from '../../../domain/kernel/event';
import type { Memory } from './memory';

/** The application has left or ended. */
const gone: readonly string[] = [
  ...['ReceiptRecorded', 'ExitCompleted', 'ApplicationWithdrawn', 'ApplicationRejected', 'ExitEnded'],
];

/** What ends a clock that the file has for itself: the duty desk's hand-over (INT-3), a planned release (INT-7). */
const over: Readonly<Record<string, readonly string[]>> = {
  handover: ['HandoverArmed', 'TransferOffered', ...gone],
  releaseReminder: ['ReleaseRecorded', ...gone],
  releaseDay: ['ReleaseRecorded', ...gone],
};

/** There is no district any more to which the duty desk could hand over (INT-3). */
function isUnclear(event: EventBase): boolean {
  return event.type === 'HomeDistrictSet' && (event as HomeDistrictSet).district === 'unclear';
}

/** What an event holds that is no deadline of its own file. */
const elsewhere: readonly string[] = ['letters', 'enclosures', 'notices', 'opens'];

/** Deadlines that a step fixed, wherever its event holds them, and those that it made pointless. */
export function rememberClocks(memory: Memory, event: EventBase): void {
  for (const { id, kind } of memory.expected.values()) {
    if (over[kind]?.includes(event.type) === true || (kind === 'handover' && isUnclear(event)))
      memory.settled.add(id);
  }
  for (const fixed of fixedIn(event)) {
    memory.expected.set(fixed.id, fixed);
    // What was made pointless may be fixed anew, for the same instant.
    memory.settled.delete(fixed.id);
    memory.replaced.delete(fixed.id);
  }
}

function fixedIn(value: unknown): readonly Deadline[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isDeadline(value)) return [value];
  return Object.entries(value).flatMap(([name, held]) => (elsewhere.includes(name) ? [] : fixedIn(held)));
}

function isDeadline(value: object): value is Deadline {
  return 'legal' in value && 'subject' in value;
}
