import { letterTable } from '../../../domain/case/areas';
import { nextDeadline } from '../../../domain/case/deadlines';
import type { PartyId } from '../../../domain/kernel/actor';
import type { Action } from '../../../domain/kernel/step';
import type { LetterKind, ReceivedLetter } from '../../../domain/letters/letter';
import { isPolice } from '../../../domain/profile/lookup';
import type { Instant } from '../../../domain/time/instant';
import { isDone, staffOf, takeTurn, unopened } from './case-file';
import type { CaseFile, Input, Outcome } from './case-file';
import type { Chance } from './chance';
import { checkClock } from './clock-invariants';
import { checkTurn } from './invariants';
import { checkClaim } from './letters-carried';
import { heldByPolice } from './police';
import { claim, isEnded, outcomeOf, postStep, send } from './post';
import type { Fate, InboxEntry, OutboxRow } from './post';
import type { World } from './world';

/** Lets an input have its turn, posts what follows, and looks whether all is still in order. */
export function submit(world: World, input: Input): Outcome {
  const file = world.files.get(input.caseRef) ?? unopened(input.unit, input.caseRef);
  world.files.set(input.caseRef, file);
  const isRepeated = file.outcomes.has(input.commandId);
  const before = file.state;
  const outcome = takeTurn(file, input, world.profile);
  tell(world, input, outcome, isRepeated);
  if (isRepeated) return outcome;
  if (isDone(outcome) && input.actor.kind !== 'engine') world.actions += 1;
  const rows = 'step' in outcome ? postStep(world.post, file, outcome.step) : [];
  checkTurn(world, { file, before, input, outcome });
  rows.forEach((row) => {
    if (row.bound.length > 0) checkClaim(world, row, row.bound);
  });
  return outcome;
}

function tell({ trace, seen }: World, input: Input, outcome: Outcome, isRepeated: boolean): void {
  const { at, caseRef, actor, action, header } = input;
  const events = isDone(outcome) ? outcome.step.events.map(({ type }) => type) : [];
  if (!isRepeated) events.forEach((type) => seen.set(type, (seen.get(type) ?? 0) + 1));
  const who = actor.kind === 'person' ? actor.person : (header?.from ?? actor.kind);
  const what = `${action.name} ${header?.reference ?? ''} ${JSON.stringify(action.body)}`;
  const again = isRepeated ? ' (again)' : '';
  trace.push(`${at} ${caseRef} ${who}: ${what}${again} → ${refusalOf(outcome) ?? events.join(', ')}`);
}

function refusalOf(outcome: Outcome): string | undefined {
  const refusal = 'refused' in outcome ? outcome.refused : outcome.step.refusal;
  return refusal && `${refusal.kind} ${refusal.obstacles.map(({ rule }) => rule).join(' ')}`;
}

/** Somebody of the staff does something. */
export function act(
  world: World,
  { unit, caseRef, who }: { readonly unit: PartyId; readonly caseRef: string; readonly who: string },
  action: Action,
): Outcome {
  world.commands += 1;
  const commandId = `staff:${world.commands.toString()}`;
  const actor = { kind: 'person', ...staffOf(who.split('@')[1] ?? unit, who.split('@')[0] ?? who) } as const;
  return submit(world, { unit, caseRef, at: world.now, commandId, actor, action });
}

/** One attempt to send a letter; the claim comes first (CON-4). */
export function attempt(world: World, row: OutboxRow, fate: Fate): void {
  const added = claim(world.post, row, world);
  if (added === undefined) return;
  checkClaim(world, row, added);
  send(world.post, row, fate, world.now);
  world.trace.push(
    `${world.now} post: ${row.letter.kind} ${row.letter.letterId} to ${row.letter.to} ${fate}`,
  );
}

/** Tells the recipient's case, or the police, of a letter that is in the inbox. */
export function tellRecipient(world: World, entry: InboxEntry): void {
  if (waitsForOpening(world, entry)) return;
  entry.told += 1;
  const { to: unit, caseRef, letter } = entry;
  if (isPolice(world.profile, unit)) {
    heldByPolice(world.police, letter);
    return;
  }
  const { letterId, from, kind, reference } = letter;
  const header = { letterId, from, kind, reference };
  const commandId = `letter:${from}:${letterId}`;
  const actor = { kind: 'party', party: from } as const;
  submit(world, { unit, caseRef, at: world.now, commandId, actor, action: arrival(letter), header });
}

/** The relay tells a case nothing while the letter that is to open it has not been told. */
function waitsForOpening({ files, post }: World, { caseRef, letter: { kind } }: InboxEntry): boolean {
  if ((files.get(caseRef)?.steps ?? []).length > 0) return false;
  const opens = (of: LetterKind): boolean => letterTable[of]?.opens === true;
  return (
    !opens(kind) &&
    [...post.inbox.values()].some(
      (other) => other.caseRef === caseRef && other.told === 0 && opens(other.letter.kind),
    )
  );
}

function arrival(letter: ReceivedLetter): Action {
  const notes = [...letter.notes, ...letter.enclosures.flatMap((enclosure) => enclosure.notes)];
  const person = letter.enclosures.find((enclosure) => enclosure.person !== undefined)?.person;
  return {
    ...{ name: letter.kind, body: letter.facts, letter },
    ...(notes.length === 0 ? {} : { notes }),
    ...(person === undefined ? {} : { person }),
  };
}

/** Tells the sending case how a delivery ended. */
export function report(world: World, row: OutboxRow): void {
  const { file, letter } = row;
  row.reported = true;
  if (file === undefined) return;
  const { outcome, categories } = outcomeOf(row);
  const action = { name: 'deliveryEnded', body: { letterId: letter.letterId, outcome, categories } };
  const commandId = `delivery:${letter.letterId}`;
  const { unit, caseRef } = file;
  submit(world, { unit, caseRef, at: world.now, commandId, actor: { kind: 'engine' }, action });
}

/** Whether the delivery of a row has an end that its case was not told of. */
export function isUnreported(row: OutboxRow): boolean {
  return !row.reported && isEnded(row);
}

function fire(world: World, file: CaseFile): void {
  const deadlineId = nextDeadline(file.state)?.id ?? '';
  const commandId = `clock:${(file.steps.length + 1).toString()}`;
  const { unit, caseRef } = file;
  const action = { name: 'clock', body: { deadlineId } };
  submit(world, { unit, caseRef, at: world.now, commandId, actor: { kind: 'clock' }, action });
}

/** The instant on which the journal says that a case is due next. */
export function dueAt(file: CaseFile): Instant | null {
  return file.steps.at(-1)?.nextDue ?? null;
}

const isDue = (file: CaseFile, now: Instant): boolean => (dueAt(file) ?? '9') <= now;

/** Lets the clocks of all cases act on what is due now; no case may go on for ever. */
export function runClocks(world: World, chance: Chance): void {
  for (const file of chance.shuffled([...world.files.values()])) {
    for (let left = 100; isDue(file, world.now); left -= 1) {
      if (left === 0) throw new Error(`${file.caseRef}: the clock does not come to rest`);
      fire(world, file);
    }
    checkClock(world, file);
  }
}

/** Time passes with every clock at its instant. */
export function passTime(world: World, until: Instant, chance: Chance): void {
  for (;;) {
    const dues = [...world.files.values()].flatMap((file) => dueAt(file) ?? []).sort();
    const [first] = dues;
    if (first === undefined || first > until) break;
    world.now = first > world.now ? first : world.now;
    runClocks(world, chance);
  }
  world.now = until;
}
