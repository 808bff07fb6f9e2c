import type { EventBase } from '../../../domain/kernel/event';
import type { Step } from '../../../domain/kernel/step';
import type { InterventionGranted } from '../../../domain/plan/state';
import type { CaseFile, Input } from './case-file';
import { isSettled } from './memory';
import type { Memory } from './memory';
import { isFollowedUp } from './remember-plan';
import { violation } from './violation';

/** What still calls on somebody in a closed file: its follow-ups, and what was asked of the police for them (FUP-1, THR-7). */
export function mayCall(memory: Memory, rule: string): boolean {
  const asks = [...memory.requests.values()].some(({ followsUp }) => followsUp);
  return (rule === 'FUP-1' && isFollowedUp(memory)) || (asks && /^(THR-|CON-8$)/.test(rule));
}

/** THR-8: while an answer on serious crime is missing, transfers and new long-term interventions wait. */
export function checkWaits({ plan }: Memory, { caseRef }: CaseFile, { events }: Step): void {
  if (plan.suspicions.size === 0) return;
  const isLong = (event: EventBase): boolean =>
    event.type === 'InterventionGranted' && (event as InterventionGranted).intervention.kind === 'regular';
  if (events.some((event) => event.type === 'TransferOffered' || isLong(event)))
    violation('THR-8', `${caseRef} did not wait for both answers`);
}

/** THR-5: a closed file takes only what was asked to follow it up. */
export function checkClosedFile(memory: Memory, { action: { name, letter } }: Input): void {
  const request = memory.requests.get(letter?.reference ?? '');
  if (memory.closed && name === 'policeAssessment' && request?.followsUp !== true)
    violation('THR-5', `${letter?.reference ?? ''} was stored in a closed file`);
}

/** THR-9: a file closes when no assessment is awaited any more: the result has come, or the request was stopped. */
export function checkClosing(memory: Memory, { caseRef }: CaseFile, { at, events }: Step): void {
  if (!events.some(({ type }) => type === 'CaseClosed')) return;
  for (const [reference] of memory.requests)
    if (!isSettled(memory, reference, at))
      violation('THR-9', `${caseRef} closed and still awaits ${reference}`);
}

/** FUP-3, FUP-1: nothing runs in a closed file, and what is followed up there was completed there. */
export function checkPlanAtEnd({ state, caseRef }: CaseFile): void {
  if (state.intake.status !== 'closed') return;
  if (state.plan.interventions.some(({ ended }) => ended === undefined))
    violation('FUP-3', `${caseRef}: an intervention runs in a closed file`);
  const follows = state.plan.occasions.some(({ kind }) => kind === 'afterClosing');
  if (follows !== (state.transfer.application?.standing === 'completed'))
    violation('FUP-1', `${caseRef}: followed up after its closing, or not`);
}
