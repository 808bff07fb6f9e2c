import type { DeadlinePassed } from '../../../domain/case/evolve';
import { deadlines } from '../../../domain/case/deadlines';
import { caseRow } from '../../../domain/case/row';
import type { CaseState } from '../../../domain/case/state';
import type { Deadline } from '../../../domain/kernel/deadline';
import type { Action, Step } from '../../../domain/kernel/step';
import type { Instant } from '../../../domain/time/instant';
import type { CaseFile } from './case-file';
import { isMoot, isSettled } from './memory';
import type { Memory } from './memory';
import { textOf } from './remember';
import { mayCall } from './plan-invariants';
import { violation } from './violation';
import { memoryOf } from './world';
import type { World } from './world';

/** How matters stood before a turn. */
interface Before {
  readonly memory: Memory;
  readonly wasClosed: boolean;
  /** The deadline that the turn consumes was of a matter that is settled. */
  readonly wasSettled: boolean;
}

/** Whether the matter of the deadline that the clock is about to consume is settled (NTF-3). */
export function settledBy(memory: Memory, { name, body }: Action, at: Instant): boolean {
  if (name !== 'clock') return false;
  const due = memory.expected.get(textOf(body['deadlineId']));
  return due !== undefined && isOver(memory, due, at);
}

function isOver(memory: Memory, due: Deadline, now: Instant): boolean {
  return memory.settled.has(due.id) || isSettled(memory, due.subject, now) || isMoot(memory, due);
}

const isPassed = ({ type }: { readonly type: string }): boolean => type === 'DeadlinePassed';

/** NTF-3: nobody is told of what is settled, of a closed file, or of what goes under a withdrawn consent. */
export function checkNotices({ caseRef, state }: CaseFile, { events }: Step, before: Before): void {
  const { memory, wasClosed, wasSettled } = before;
  // Only where somebody is told: the row of a case takes longer than most turns.
  const isTold = events.some(({ notices = [] }) => notices.length > 0);
  const settled = isTold ? caseRow(state).settled : [];
  for (const { notices = [], type } of events) {
    // That a letter was not taken is a fault to mend, whatever has become of the file.
    const calls = notices.filter(({ matter, rule }) => matter !== 'deliveryFailed' && !mayCall(memory, rule));
    if (wasClosed && calls.length > 0) violation('NTF-3', `${caseRef}: ${type} told of a closed file`);
    const pointless = notices.find(({ matter }) => settled.includes(matter));
    if (pointless !== undefined)
      violation('NTF-3', `${caseRef}: ${type} told of ${pointless.matter}, which its own step settles`);
  }
  const fell = events.filter((event) => !isPassed(event)).map(({ type }) => type);
  if (wasSettled && fell.length > 0)
    violation('NTF-3', `${caseRef}: ${fell.join(', ')} of a matter that is settled`);
}

/** Each deadline is consumed at most once, when it has come, and is one that a step had fixed (THR-3). */
export function checkConsumed(memory: Memory, { caseRef }: CaseFile, { at, events }: Step): void {
  for (const event of events.filter(isPassed)) {
    const { deadlineId } = event as DeadlinePassed;
    if (memory.passed.has(deadlineId)) violation('THR-3', `${caseRef}: ${deadlineId} was consumed twice`);
    memory.passed.add(deadlineId);
    const due = memory.expected.get(deadlineId);
    if (due === undefined) violation('THR-3', `${caseRef}: no step had fixed ${deadlineId}`);
    if (due.at > at) violation('THR-3', `${caseRef}: ${deadlineId} was consumed before its time`);
  }
}

/** Once the clock has run nothing is left of what is past, and nothing that stands is forgotten. */
export function checkClock(world: World, file: CaseFile): void {
  const memory = memoryOf(world, file);
  const { caseRef, state } = file;
  const { now } = world;
  if (deadlines(state).some(({ at }) => at <= now)) violation('THR-3', `${caseRef}: a deadline was left`);
  for (const [id, expected] of memory.expected) {
    if (expected.at > now || memory.passed.has(id)) continue;
    if (!isOver(memory, expected, now)) violation(expected.rule, `${caseRef} forgot ${id}`);
  }
  const overdue = [...memory.consents].find(
    ([id, { until, ended }]) => !ended && until !== undefined && until < now && isOpenEnded(state, id),
  );
  if (overdue !== undefined) violation('CON-2', `${caseRef}: the time of ${overdue[0]} has run out`);
}

function isOpenEnded({ consent }: CaseState, id: string): boolean {
  return consent.consents[id]?.ended === undefined;
}
