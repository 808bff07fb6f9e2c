import { isDeepStrictEqual } from 'node:util';

import { deadlines } from '../../../domain/case/deadlines';
import { apply } from '../../../domain/case/evolve';
import { nothing } from '../../../domain/case/nothing';
import type { CaseState } from '../../../domain/case/state';
import { view } from '../../../domain/case/view';
import type { EventBase } from '../../../domain/kernel/event';
import type { Step } from '../../../domain/kernel/step';
import type { CaseFile, Input, Outcome } from './case-file';
import { isDone, staffOf, throughJson } from './case-file';
import { checkLetter } from './letters-carried';
import { isMoot, isSettled } from './memory';
import type { Memory } from './memory';
import { checkClosedFile, checkWaits, mayCall } from './plan-invariants';
import { checkPlacements } from './placements-kept';
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
  const settledBefore = new Set(
    memory.expected.map(({ subject }) => subject).filter(settledAt(memory, input)),
  );
  if (isDone(outcome)) {
    const { step } = outcome;
    checkResult(memory, input);
    checkClosedFile(memory, input);
    checkWaits(memory, file, step);
    rememberReceipt(memory, input, before);
    remember(memory, input, step);
    checkNotices(file, step, { memory, wasClosed, settledBefore });
    step.events
      .flatMap(({ letters = [] }) => letters)
      .forEach((letter) => {
        checkLetter({ unit: file.unit, memory }, letter, step);
      });
  }
  checkHolders(world);
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

function settledAt(memory: Memory, { at }: Input): (subject: string) => boolean {
  return (subject) => isSettled(memory, subject, at);
}

/** TRF-6: each application is held by exactly one unit, or on its way in one package, or over. */
function checkHolders({ files }: World): void {
  const all = [...files.values()];
  const places = new Map<string, string[]>();
  for (const file of all) {
    const { application } = file.state.transfer;
    if (application === undefined) continue;
    places.set(application.ref, [...(places.get(application.ref) ?? []), ...placesIn(file, all)]);
  }
  for (const [ref, found] of places) {
    if (found.length !== 1)
      violation('TRF-6', `${ref} has ${found.length.toString()} holders: ${found.join(', ')}`);
  }
}

/** Where an application is, as far as one file goes: here, or on its way from here. */
function placesIn({ caseRef, state }: CaseFile, all: readonly CaseFile[]): readonly string[] {
  const { application, outgoing } = state.transfer;
  if (application?.standing !== 'moved') {
    if (application?.standing === 'held' && state.intake.status === 'closed')
      violation('TRF-6', `${caseRef}: held by a closed file`);
    return [`${application?.standing ?? ''} at ${caseRef}`];
  }
  const gone = Object.values(outgoing).filter(({ standing }) => standing === 'received');
  if (gone.length !== 1) violation('TRF-6', `${caseRef}: moved, and not to one unit`);
  const isThere = ({ state: { transfer } }: CaseFile): boolean =>
    transfer.incoming?.id === gone[0]?.id && transfer.application !== undefined;
  return all.some(isThere) ? [] : [`on its way from ${caseRef}`];
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

interface Before {
  readonly memory: Memory;
  readonly wasClosed: boolean;
  readonly settledBefore: ReadonlySet<string>;
}

const reminding: readonly string[] = [
  'AssessmentReminded',
  'AssessmentOverdue',
  'ReceiptReminded',
  'ReceiptOverdue',
  'FollowUpReminded',
  'FollowUpOverdue',
  'SeriousCrimeAnswerOverdue',
  'PlacementReminded',
  'PlacementInformationReminded',
  'PlacementReceiptReminded',
  'PlacementReceiptOverdue',
];

/** The fields by which areas name what an event is about. */
const naming = [
  ...['reference', 'transferId', 'occasion', 'suspicionId'],
  ...['decisionId', 'handoverId', 'placementId'],
];

/** What an event that reminds is about. */
function subjectOf(event: EventBase): string {
  const named = event as EventBase & Readonly<Record<string, string | undefined>>;
  return naming.flatMap((name) => named[name] ?? [])[0] ?? '';
}

/** NTF-3: nobody is told of what is settled, of a closed file, or of what goes under a withdrawn consent. */
function checkNotices({ caseRef }: CaseFile, step: Step, before: Before): void {
  const { memory, wasClosed, settledBefore } = before;
  for (const event of step.events) {
    const { notices = [], type } = event;
    // That a letter was not taken is a fault to mend, whatever has become of the file.
    const calls = notices.filter(({ matter, rule }) => matter !== 'deliveryFailed' && !mayCall(memory, rule));
    if (wasClosed && calls.length > 0) violation('NTF-3', `${caseRef}: ${type} told of a closed file`);
    if (reminding.includes(type) && settledBefore.has(subjectOf(event)))
      violation('NTF-3', `${caseRef}: ${type} of a matter that is settled`);
  }
}

/** Once the clock has run nothing is left of what is past; each is consumed once, and nothing that stands is forgotten. */
export function checkClock(world: World, file: CaseFile): void {
  const memory = memoryOf(world, file);
  const { caseRef, state } = file;
  const { now } = world;
  if (deadlines(state).some(({ at }) => at <= now)) violation('THR-3', `${caseRef}: a deadline was left`);
  if (new Set(memory.passed).size !== memory.passed.length) violation('THR-3', `${caseRef}: consumed twice`);
  const forgotten = memory.expected.find(
    (expected) =>
      expected.at <= now &&
      !memory.passed.includes(expected.id) &&
      !isSettled(memory, expected.subject, now) &&
      !isMoot(memory, expected),
  );
  const overdue = [...memory.consents].find(
    ([id, { until, ended }]) => !ended && until !== undefined && until < now && isOpenEnded(state, id),
  );
  if (overdue !== undefined) violation('CON-2', `${caseRef}: the time of ${overdue[0]} has run out`);
  if (forgotten !== undefined)
    violation(forgotten.id.split('/')[0] ?? '', `${caseRef} forgot ${forgotten.id}`);
}

function isOpenEnded({ consent }: CaseState, id: string): boolean {
  return consent.consents[id]?.ended === undefined;
}

/** The state is what the journal says, also after it has been JSON (ADR 0002). */
export function checkJournal({ caseRef, steps, state }: CaseFile): void {
  const stored = throughJson(steps);
  if (!isDeepStrictEqual(stored.reduce(apply, nothing), state))
    violation('TRF-6', `${caseRef}: the journal tells otherwise`);
}
