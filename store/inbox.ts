import type { PartyId } from '../domain/kernel/actor';
import type { LetterStanding, WireLetter } from '../domain/letters/wire';
import type { InboxOutcome } from '../domain/ports/journal.port';
import type { Instant } from '../domain/time/instant';
import { KeyMissing, letterKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import type { DataKey } from '../security/sealed';
import type { Database, UnitTransaction } from './database';
import { InboxFull } from './errors';
import { settleLetter } from './inbox-settling';
import { openHeader, openLetter, sealLetter } from './inbox-sealing';
import type { WaitingHeader } from './inbox-sealing';
import { isAwaited, readWaiting } from './inbox-waiting';
import type { WaitingLetter } from './inbox-waiting';

/** The pseudo unit of letters that name no unit served here: they get the same answers as any other (PIN-4). */
export const UNADDRESSED = 'unaddressed';

/** A letter that was verified and is to be made durable before it is answered (PIN-2). */
export interface Arrival {
  /** The unit that it is for; UNADDRESSED when none served here is meant. */
  readonly unit: PartyId;
  readonly letter: WireLetter;
  readonly receivedAt: Instant;
  /** The case that it names or belongs to; absent where there is none. */
  readonly caseRef?: string;
  /** It opens that case where there is none yet: the reference is the unit's own making (CON-10, ADR 0027). */
  readonly opens?: boolean;
}

/** What stands in the inbox of a letter, from the first time that it came. */
export interface Received {
  readonly isNew: boolean;
  readonly receivedAt: Instant;
  readonly standing: LetterStanding;
}

/** Letters in, each under its own key until a case has recorded or refused it (ADR 0004). */
export interface Inbox {
  /**
   * Stores the letter, or answers what stands there since it came first; another body under the same id changes nothing (PIN-2).
   *
   * @throws InboxFull when the sender has as many letters waiting in the unit as are taken
   */
  readonly receive: (arrival: Arrival) => Promise<Received>;
  /**
   * Letters without an outcome that were never signalled or not since the instant: those first that were never, the oldest first. What was
   * signalled by a clock that was ahead counts as not signalled.
   */
  readonly waiting: (unit: PartyId, notSince: Instant, limit: number) => Promise<readonly WaitingLetter[]>;
  /** What a waiting letter is judged on, its content unread (CON-8). Undefined when it is unknown, or settled. */
  readonly header: (unit: PartyId, from: PartyId, letterId: string) => Promise<WaitingHeader | undefined>;
  /** Whether a letter waits that will open that case. Throws where one there cannot be opened now. */
  readonly awaits: (unit: PartyId, caseRef: string) => Promise<boolean>;
  /** The case in which that letter is or was; undefined for one that never came, or that belongs to none. */
  readonly caseOf: (unit: PartyId, from: PartyId, letterId: string) => Promise<string | undefined>;
  /** Notes that the case was told or could not be, and which one. */
  readonly markSignalled: (
    unit: PartyId,
    letter: Pick<WaitingLetter, 'from' | 'letterId'>,
    caseRef: string,
    at: Instant,
  ) => Promise<void>;
  /** Settles a letter that led to no step. `settleLetter` does the same inside append. */
  readonly settle: (unit: PartyId, outcome: InboxOutcome, caseRef?: string) => Promise<void>;
  /**
   * The letter as it came. Undefined when it is unknown, or settled: then its content was moved or destroyed, and the journal of its
   * case has the step that a repeated reading led to.
   */
  readonly read: (unit: PartyId, from: PartyId, letterId: string) => Promise<WireLetter | undefined>;
  /** What the sender may know; undefined when nothing came under that id (PIN-3). Looks in the units named, in their order. */
  readonly standing: (
    units: readonly PartyId[],
    from: PartyId,
    letterId: string,
  ) => Promise<LetterStanding | undefined>;
}

/** How many letters one sender may have waiting in one unit. */
const MOST_WAITING = 1_000;

/** The inbox over one database. */
export function createInbox(db: Database, ring: KeyRing, mostWaiting = MOST_WAITING): Inbox {
  return {
    async receive(arrival) {
      const { unit, letter } = arrival;
      const known = await db.inUnit(unit, (tx) => admit(tx, letter, mostWaiting));
      if (known !== undefined) return known;
      const key = await keyOf(ring, unit, letter);
      return db.inUnit(unit, (tx) => insertLetter(tx, arrival, key));
    },
    waiting: (unit, notSince, limit) => db.inUnit(unit, (tx) => readWaiting(tx, notSince, limit)),
    awaits: (unit, caseRef) => isAwaited({ db, ring }, unit, caseRef),
    caseOf: async (unit, from, letterId) =>
      (await db.inUnit(unit, (tx) => readLetter(tx, from, letterId)))?.case_ref ?? undefined,
    async header(unit, from, letterId) {
      const row = await db.inUnit(unit, (tx) => readLetter(tx, from, letterId));
      if (row === undefined || row.sealed === null) return undefined;
      return openHeader(ring, { unit, from, letterId }, { ...row, sealed: row.sealed });
    },
    markSignalled: (unit, { from, letterId }, caseRef, at) =>
      db.inUnit(unit, async (tx) => {
        await tx
          .updateTable('inbox')
          .set({ signalled_at: at, case_ref: caseRef })
          .where('from_party', '=', from)
          .where('letter_id', '=', letterId)
          .where('state', '=', 'received')
          .execute();
      }),
    async settle(unit, outcome, caseRef) {
      await db.inUnit(unit, (tx) => settleLetter(tx, unit, caseRef, outcome));
      ring.forget(unit, letterKeyId(outcome.from, outcome.letterId));
    },
    async read(unit, from, letterId) {
      const row = await db.inUnit(unit, (tx) => readLetter(tx, from, letterId));
      if (row === undefined || row.sealed === null) return undefined;
      return openLetter(ring, { unit, from, letterId }, { sealed: row.sealed });
    },
    standing: (units, from, letterId) => standingIn(db, units, from, letterId),
  };
}

/** Every unit is asked, or the time of the answer would tell which one has the letter (INT-6). */
async function standingIn(
  db: Database,
  units: readonly PartyId[],
  from: PartyId,
  letterId: string,
): Promise<LetterStanding | undefined> {
  const states: LetterStanding[] = [];
  for (const unit of units) {
    const row = await db.inUnit(unit, (tx) => readLetter(tx, from, letterId));
    if (row !== undefined) states.push(row.state);
  }
  return states[0];
}

/** The key is stored before the letter: a crash in between leaves a key of nothing, never a letter that cannot be opened. */
async function keyOf(ring: KeyRing, unit: PartyId, letter: WireLetter): Promise<DataKey | undefined> {
  try {
    return await ring.ensure(unit, letterKeyId(letter.from, letter.letterId));
  } catch (error) {
    // Settled by another process since we looked: there is nothing to seal any more.
    if (error instanceof KeyMissing) return undefined;
    throw error;
  }
}

async function readLetter(tx: UnitTransaction, from: PartyId, letterId: string) {
  return tx
    .selectFrom('inbox')
    .select(['received_at', 'state', 'case_ref', 'sealed', 'sealed_header'])
    .where('from_party', '=', from)
    .where('letter_id', '=', letterId)
    .executeTakeFirst();
}

async function admit(tx: UnitTransaction, letter: WireLetter, most: number): Promise<Received | undefined> {
  const { from, letterId } = letter;
  const known = await readLetter(tx, from, letterId);
  if (known !== undefined) return { isNew: false, receivedAt: known.received_at, standing: known.state };
  const waiting = await tx
    .selectFrom('inbox')
    .select('letter_id')
    .where('from_party', '=', from)
    .where('state', '=', 'received')
    .limit(most)
    .execute();
  if (waiting.length >= most) throw new InboxFull(from);
  return undefined;
}

async function insertLetter(
  tx: UnitTransaction,
  arrival: Arrival,
  key: DataKey | undefined,
): Promise<Received> {
  const { unit, letter, receivedAt, caseRef, opens = false } = arrival;
  const { from, letterId } = letter;
  const inserted =
    key !== undefined &&
    (await tx
      .insertInto('inbox')
      .values({
        ...{ unit, from_party: from, letter_id: letterId, case_ref: caseRef ?? null },
        ...{ received_at: receivedAt, state: 'received', replaces: null, signalled_at: null },
        ...sealLetter(key, unit, letter, opens),
      })
      .onConflict((conflict) => conflict.columns(['unit', 'from_party', 'letter_id']).doNothing())
      .returning('letter_id')
      .executeTakeFirst()) !== undefined;
  const row = await readLetter(tx, from, letterId);
  if (row === undefined) throw new KeyMissing(letterKeyId(from, letterId));
  return { isNew: inserted, receivedAt: row.received_at, standing: row.state };
}
