import { isDeepStrictEqual } from 'node:util';

import { deadlines } from '../../../domain/case/deadlines';
import { apply } from '../../../domain/case/evolve';
import { nothing } from '../../../domain/case/nothing';
import type { CaseState } from '../../../domain/case/state';
import { view } from '../../../domain/case/view';
import type { CaseFile, Input, Outcome } from './case-file';
import { isDone, staffOf, throughJson } from './case-file';
import { checkConsumed, checkNotices, settledBy } from './clock-invariants';
import { checkBeside, followApplication } from './holders';
import { checkLetter } from './letters-carried';
import type { Memory } from './memory';
import { checkClosedFile, checkClosing, checkWaits } from './plan-invariants';
import { checkPlacements, checkTakenOver } from './placements-kept';
import { remember, rememberReceipt } from './remember';
import { violation } from './violation';
import { memoryOf } from './world';
import type { World } from './world';

/** A turn that has just been had. */
export interface JustTurned {
  readonly file: CaseFile;
  readonly before: CaseState;
  readonly input: Input;
  readonly outcome: Outcome;
}

/** Everything that must hold after each turn. */
export function checkTurn(world: World, { file, before, input, outcome }: JustTurned): void {
  const memory = memoryOf(world, file);
  const wasClosed = memory.closed;
  const wasSettled = settledBy(memory, input.action, input.at);
  if (isDone(outcome)) {
    const { step } = outcome;
    checkResult(memory, input);
    checkClosedFile(memory, input);
    checkWaits(memory, file, step);
    rememberReceipt(memory, input, before);
    remember(memory, input, step);
    followApplication(world, file, step.events);
    checkClosing(memory, file, step);
    checkTakenOver(world, file, step);
    checkConsumed(memory, file, step);
    checkNotices(file, step, { memory, wasClosed, wasSettled });
    step.events
      .flatMap(({ letters = [] }) => letters)
      .forEach((letter) => {
        checkLetter({ unit: file.unit, memory }, letter, step);
      });
  }
  checkBeside(file, input);
  checkStub(world, file);
  checkPlacements(file);
  if ('step' in outcome && outcome.step.nextDue !== (deadlines(file.state)[0]?.at ?? null)) {
    violation('THR-3', `${file.caseRef}: the step names another due instant than the file`);
  }
}

/** CON-8: a result that comes after the request stopped is refused unread. */
function checkResult({ requests }: Memory, { action: { name, letter } }: Input): void {
  const reference = letter?.reference ?? '';
  if (name === 'policeAssessment' && requests.get(reference)?.stopped !== false)
    violation('CON-8', `${reference} took a result that is not awaited`);
}

/** CON-11: before the application is taken over there is nothing but a stub, for anybody. */
function checkStub({ now, profile }: World, { state, unit, caseRef }: CaseFile): void {
  if (state.transfer.incoming === undefined || state.transfer.incoming.standing === 'takenOver') return;
  const { intake, criteria, consent, threat } = state;
  const knows = [
    intake.person,
    // What was disclosed after the receipt may overtake the package (THR-9), and what carried it came along.
    ...(state.transfer.incoming.standing === 'confirmed'
      ? []
      : [threat.disclosed, ...Object.keys(consent.consents)]),
    state.transfer.application,
  ];
  if (knows.some((it) => it !== undefined) || Object.keys(criteria.assessed).length > 0)
    violation('CON-11', `${caseRef}: knows more than a stub`);
  if (intake.status !== 'offered') return;
  const shown = view(state, staffOf(unit, 'supervisor'), { now, profile, unit, caseRef });
  if ((shown as { kind: string } | undefined)?.kind !== 'stub')
    violation('CON-11', `${caseRef}: shows more than a stub`);
}

/** The state is what the journal says, also after it has been JSON (ADR 0002). */
export function checkJournal({ caseRef, steps, state }: CaseFile): void {
  const stored = throughJson(steps);
  if (!isDeepStrictEqual(stored.reduce(apply, nothing), state))
    violation('TRF-6', `${caseRef}: the journal tells otherwise`);
}
