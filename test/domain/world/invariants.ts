import { isDeepStrictEqual } from 'node:util';

import { deadlines } from '../../../domain/case/deadlines';
import { apply } from '../../../domain/case/evolve';
import { nothing } from '../../../domain/case/nothing';
import type { CaseState } from '../../../domain/case/state';
import { view } from '../../../domain/case/view';
import type { Step } from '../../../domain/kernel/step';
import type { Enclosure, Letter } from '../../../domain/letters/letter';
import type { CaseFile, Input, Outcome } from './case-file';
import { isDone, staffOf, throughJson } from './case-file';
import { groundCarries } from './grounds';
import { isSettled, stood } from './memory';
import type { Memory } from './memory';
import { consentOf } from './post';
import type { OutboxRow } from './post';
import { remember, rememberReceipt } from './remember';
import { memoryOf } from './world';
import type { World } from './world';

/** Says which rule was broken, and where. */
export function violation(rule: string, what: string): never {
  throw new Error(`${rule}: ${what}`);
}

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
    rememberReceipt(memory, input, before);
    remember(memory, input, step);
    checkNotices(file, step, { wasClosed, settledBefore });
    step.events
      .flatMap(({ letters = [] }) => letters)
      .forEach((letter) => {
        checkLetter(file, memory, letter, step);
      });
  }
  checkHolders(world);
  checkStub(world, file);
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

const disclosing: readonly string[] = ['transferPackage', 'disclosure', 'threatAssessmentRequest'];
/** What a control letter may say: references, dates and codes from closed lists (CON-1, CON-11). */
const controlFacts: readonly string[] = [
  ...[
    'matter',
    'homeDistrict',
    'offeredAt',
    'receiptDue',
    'recalledAt',
    'confirmedBy',
    'confirmedAt',
    'reason',
  ],
  ...[
    'declinedAt',
    'answer',
    'answeredAt',
    'toldAt',
    'recordedAt',
    'dueAt',
    'stoppedAt',
    'occasion',
    'purpose',
  ],
];

/** CON-1, CON-2, CON-4: what is written into a letter is carried by a consent that names it, or is no content at all. */
function checkLetter({ unit }: CaseFile, memory: Memory, letter: Letter, { at, seq }: Step): void {
  const where = `${letter.kind} to ${letter.to} in step ${seq.toString()}`;
  const told = Object.keys(letter.facts).filter((name) => !controlFacts.includes(name));
  if (told.length > 0) violation('CON-1', `${where} tells ${told.join(', ')}`);
  if (letter.enclosures.length > 0 && !disclosing.includes(letter.kind))
    violation('CON-1', `${where} encloses`);
  letter.enclosures.forEach((_, nth) => {
    checkCarried(unit, memory, letter, nth, at);
  });
  if (letter.kind === 'transferPackage' && !letter.enclosures.some(({ category }) => category === 'core'))
    violation('TRF-1', `${where} has no core`);
}

/** What a consent must have been given for to carry the letter (CON-2). */
function purposesOf({ kind, facts }: Letter): readonly unknown[] {
  if (kind === 'disclosure') return [facts['purpose']];
  return ['exitProcess', kind === 'transferPackage' ? 'transfer' : 'threatAssessment'];
}

function checkCarried(unit: string, memory: Memory, letter: Letter, nth: number, now: string): void {
  const enclosure = letter.enclosures[nth];
  if (enclosure === undefined) return;
  if (enclosure.carrier.kind === 'ground') {
    checkGround(unit, letter, enclosure);
    return;
  }
  const consent = memory.consents.get(consentOf(enclosure));
  const where = `${enclosure.category} in ${letter.kind} to ${letter.to}`;
  if (consent?.own !== true) return violation('DEF-10', `${where} under no consent of the own ledger`);
  if (!stood(consent, now)) violation('CON-3', `${where} under a consent that has ended`);
  if (!purposesOf(letter).includes(consent.purpose))
    violation('CON-2', `${where}: given for ${consent.purpose}`);
  if (!consent.recipients.includes(letter.to)) violation('CON-2', `${where}: the consent does not name it`);
  if (!consent.categories.includes(enclosure.category)) violation('TRF-2', `${where}: not in the consent`);
}

/** CON-5: without consent only a named ground carries, only where it leads and only what it covers. */
function checkGround(unit: string, { kind, to }: Letter, enclosure: Enclosure): void {
  const id = consentOf(enclosure);
  if (!groundCarries(id, unit, to, enclosure.category))
    violation('CON-5', `${enclosure.category} in ${kind} from ${unit} to ${to} on the ground ${id}`);
}

/** CON-4, CON-11: what is claimed leaves at this moment, so it is at this moment that it must be carried. */
export function checkClaim(world: World, { file, letter }: OutboxRow, claimed: readonly number[]): void {
  if (file === undefined) return;
  const memory = memoryOf(world, file);
  claimed.forEach((nth) => {
    checkCarried(file.unit, memory, letter, nth, world.now);
  });
  if (letter.kind !== 'transferPackage') return;
  const receiver = [...world.files.values()].find(
    ({ state }) => state.transfer.incoming?.id === letter.reference,
  );
  const confirmed = receiver !== undefined && memoryOf(world, receiver).confirmed.has(letter.reference);
  if (!confirmed || receiver.unit !== letter.to)
    violation('CON-11', `${letter.letterId} left before the receipt`);
}

/** CON-11: before the application is taken over there is nothing but a stub, for anybody. */
function checkStub({ now, profile }: World, { state, unit, caseRef }: CaseFile): void {
  if (state.transfer.incoming === undefined || state.transfer.incoming.standing === 'takenOver') return;
  const { intake, criteria, consent, threat } = state;
  const knows = [
    intake.person,
    threat.disclosed,
    state.transfer.application,
    ...Object.keys(consent.consents),
  ];
  if (knows.some((it) => it !== undefined) || Object.keys(criteria.assessed).length > 0)
    violation('CON-11', `${caseRef}: knows more than a stub`);
  if (intake.status !== 'offered') return;
  const shown = view(state, staffOf(unit, 'supervisor'), { now, profile, unit, caseRef });
  if ((shown as { kind: string } | undefined)?.kind !== 'stub')
    violation('CON-11', `${caseRef}: shows more than a stub`);
}

interface Before {
  readonly wasClosed: boolean;
  readonly settledBefore: ReadonlySet<string>;
}

const reminding: readonly string[] = [
  'AssessmentReminded',
  'AssessmentOverdue',
  'ReceiptReminded',
  'ReceiptOverdue',
];

/** NTF-3: nobody is told of what is settled, of a closed file, or of what goes under a withdrawn consent. */
function checkNotices({ caseRef }: CaseFile, step: Step, { wasClosed, settledBefore }: Before): void {
  for (const event of step.events) {
    const { notices = [], type } = event;
    // That a letter was not taken is a fault to mend, whatever has become of the file.
    const calls = notices.filter(({ matter }) => matter !== 'deliveryFailed');
    if (wasClosed && calls.length > 0) violation('NTF-3', `${caseRef}: ${type} told of a closed file`);
    const { reference, transferId } = event as { reference?: string; transferId?: string };
    if (reminding.includes(type) && settledBefore.has(reference ?? transferId ?? ''))
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
    ({ id, at, subject }) => at <= now && !memory.passed.includes(id) && !isSettled(memory, subject, now),
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
