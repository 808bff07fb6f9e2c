import type { PartyId } from '../domain/kernel/actor';
import type { Letter } from '../domain/letters/letter';
import type { AppendInput } from '../domain/ports/journal.port';
import type { DeliveryOutcome } from '../domain/ports/post.port';
import { caseKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { lockCase } from './case-lock';
import { casesAfter, readStanding } from './case-standing';
import type { CaseStanding } from './case-standing';
import type { Database, UnitTransaction } from './database';
import { settleLetter } from './inbox-settling';
import { openLog } from './log-writer';
import { insertLetter } from './outbox-writing';
import { doubtLetters, noteDelivery } from './recovery-letters';
import { syncLedger, writeRow, writeStep } from './step-writing';
import type { Writing } from './writing';

/** A step that the database lost and Temporal's history still has. */
export interface LostStep {
  readonly append: AppendInput;
  /** How the delivery of which it is the end has ended. */
  readonly delivered?: DeliveryOutcome & { readonly letterId: string };
}

/** Which case. */
export interface CaseName {
  readonly unit: PartyId;
  readonly caseRef: string;
}

/** Reading and mending a unit's cases after database and Temporal were found to differ (ADR 0025). */
export interface Recovery {
  readonly casesAfter: (unit: PartyId, after: string, limit: number) => Promise<readonly string[]>;
  readonly standing: (name: CaseName) => Promise<CaseStanding>;
  /** Of the ids of narratives and identities those that the case does not have. */
  readonly missing: (name: CaseName, ids: readonly string[]) => Promise<readonly string[]>;
  /**
   * Writes the lost steps, all or none. Letters that may have gone out become `unknown`, so that their recipients are asked before
   * anything is sent; a letter received whose row is lost too is settled as its step says.
   *
   * @returns false when the journal has moved meanwhile: nothing was written
   */
  readonly recover: (name: CaseName, lost: readonly LostStep[]) => Promise<boolean>;
  /** Brings worklist row and ledger in line with the journal; `append` is its last step as it would be written now. */
  readonly rewrite: (append: AppendInput) => Promise<void>;
  /** Puts letters of the journal back that the outbox has no row of, as `unknown` or as they have ended. */
  readonly putBack: (append: AppendInput, letter: Letter, delivered: LostStep['delivered']) => Promise<void>;
  /** Settles a received letter as the step says that the journal has of it. */
  readonly settle: (append: AppendInput) => Promise<void>;
}

/** Mending over one database. */
export function createRecovery(db: Database, ring: KeyRing): Recovery {
  /** One transaction that holds the case. */
  async function holding<T>(
    name: CaseName,
    work: (writing: Omit<Writing, 'input'>) => Promise<T>,
  ): Promise<T> {
    const { unit, caseRef } = name;
    // Before the transaction: a key is fetched over a connection of its own (ADR 0007).
    const key = await ring.get(unit, caseKeyId(caseRef));
    const log = await openLog(ring, unit);
    return db.inUnit(unit, async (tx) => {
      await lockCase(tx, unit, caseRef);
      return work({ tx, key, log });
    });
  }

  return {
    casesAfter: (unit, after, limit) => casesAfter(db, unit, after, limit),
    standing: ({ unit, caseRef }) => readStanding(db, ring, unit, caseRef),
    missing: ({ unit, caseRef }, ids) => db.inUnit(unit, (tx) => missingOf(tx, caseRef, ids)),
    recover: (name, lost) => holding(name, (held) => recover(held, name, lost)),
    rewrite: (input) =>
      holding(input, async (held) => {
        await writeRow({ ...held, input });
        await syncLedger({ ...held, input });
      }),
    putBack: (input, letter, delivered) =>
      holding(input, async (held) => {
        await insertLetter({ ...held, input }, letter);
        await doubtLetters(held.tx, input.caseRef, input.step.at, [letter.letterId]);
        if (delivered !== undefined) await noteDelivery({ ...held, input }, delivered);
      }),
    settle: (input) => holding(input, ({ tx }) => settle(tx, input)),
  };
}

async function recover(
  held: Omit<Writing, 'input'>,
  { caseRef }: CaseName,
  lost: readonly LostStep[],
): Promise<boolean> {
  const { tx } = held;
  const last = await lastSeq(tx, caseRef);
  const [first] = lost;
  if (first === undefined || lost.some(({ append }, nth) => append.step.seq !== last + 1 + nth)) return false;
  // Whatever waits here may have gone out since the backup, under consents that the lost steps ended.
  await doubtLetters(tx, caseRef, first.append.step.at);
  for (const { append: input, delivered } of lost) {
    await bringBack(tx, input);
    // Its line is the last but for the letters' rows: those are held by whoever holds the case, so nobody waits for them.
    await writeStep({ ...held, input });
    await doubtLetters(tx, caseRef, input.step.at);
    if (delivered !== undefined) await noteDelivery({ ...held, input }, delivered);
  }
  return true;
}

async function lastSeq(tx: UnitTransaction, caseRef: string): Promise<number> {
  const row = await tx
    .selectFrom('journal')
    .select('seq')
    .where('case_ref', '=', caseRef)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** A letter received after the backup has left no row; it gets an empty one, which the step then settles (PIN-2, PIN-3). */
async function bringBack(tx: UnitTransaction, { unit, caseRef, step, inbox }: AppendInput): Promise<void> {
  if (inbox === undefined) return;
  await tx
    .insertInto('inbox')
    .values({
      ...{ unit, from_party: inbox.from, letter_id: inbox.letterId, case_ref: caseRef },
      ...{ received_at: step.at, state: 'received', replaces: null, signalled_at: step.at },
      ...{ sealed: null, sealed_header: null },
    })
    .onConflict((conflict) => conflict.columns(['unit', 'from_party', 'letter_id']).doNothing())
    .execute();
}

async function settle(tx: UnitTransaction, { unit, caseRef, inbox }: AppendInput): Promise<void> {
  if (inbox !== undefined) await settleLetter(tx, unit, caseRef, inbox);
}

async function missingOf(
  tx: UnitTransaction,
  caseRef: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const notes = await tx
    .selectFrom('notes')
    .select('note_id as id')
    .where('note_id', 'in', ids)
    .where('case_ref', '=', caseRef)
    .execute();
  const persons = await tx
    .selectFrom('vault')
    .select('person_ref as id')
    .where('person_ref', 'in', ids)
    .where('case_ref', '=', caseRef)
    .execute();
  const there = new Set([...notes, ...persons].map(({ id }) => id));
  return ids.filter((id) => !there.has(id));
}
