import type { Step } from '../domain/kernel/step';
import type { PartyId } from '../domain/kernel/actor';
import type { Journal } from '../domain/ports/journal.port';
import { caseKeyId, letterKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { lockCase } from './case-lock';
import type { Database, UnitTransaction } from './database';
import { JournalGap } from './errors';
import { openLog } from './log-writer';
import { openJson } from './sealing';
import { writeStep } from './step-writing';
import type { Writing } from './writing';

/** The journal, with reading in pages for long cases. */
export interface StoredJournal extends Journal {
  /** At most `limit` steps from `fromSeq` on, in order. */
  readonly page: (unit: PartyId, caseRef: string, fromSeq: number, limit: number) => Promise<readonly Step[]>;
}

/**
 * The journal over one database (ADR 0002). `append` holds the case while it writes; a step that stands there already, by its command or
 * by its number, makes it write nothing and answer what stands from that step on, or from the earlier of the two where they differ.
 * `append` throws JournalGap for a step beyond the next one.
 */
export function createJournal(db: Database, ring: KeyRing): StoredJournal {
  async function read(
    unit: PartyId,
    caseRef: string,
    fromSeq: number,
    limit?: number,
  ): Promise<readonly Step[]> {
    const rows = await db.inUnit(unit, (tx) => readSteps(tx, caseRef, fromSeq, limit));
    return openSteps(ring, unit, caseRef, rows);
  }

  return {
    async append(input) {
      const { unit, caseRef, step, inbox } = input;
      // Before the transaction: a key is fetched over a connection of its own (ADR 0007).
      const key = await ring.ensure(unit, caseKeyId(caseRef));
      const log = await openLog(ring, unit);
      const adopted = await db.inUnit(unit, (tx) => insertOrAdopt({ tx, key, log, input }));
      if (adopted !== undefined) return { steps: await openSteps(ring, unit, caseRef, adopted) };
      if (inbox !== undefined) ring.forget(unit, letterKeyId(inbox.from, inbox.letterId));
      return { steps: [step] };
    },
    load: (unit, caseRef, fromSeq) => read(unit, caseRef, fromSeq),
    page: (unit, caseRef, fromSeq, limit) => read(unit, caseRef, fromSeq, limit),
  };
}

/** A line of the journal, still sealed. */
export interface SealedStep {
  readonly seq: number;
  readonly sealed: Buffer;
}

/** Opens lines of the journal; asks for the case's key only when there are any. */
export async function openSteps(
  ring: KeyRing,
  unit: PartyId,
  caseRef: string,
  rows: readonly SealedStep[],
): Promise<readonly Step[]> {
  if (rows.length === 0) return [];
  const key = await ring.get(unit, caseKeyId(caseRef));
  return rows.map(({ seq, sealed }) =>
    openJson<Step>(key, sealed, { table: 'journal', unit, owner: caseRef, id: seq.toString() }),
  );
}

async function insertOrAdopt(writing: Writing): Promise<SealedStep[] | undefined> {
  const { tx, input } = writing;
  const { unit, caseRef, step } = input;
  await lockCase(tx, unit, caseRef);
  const { last, same } = await standing(tx, caseRef, step.commandId);
  const from = Math.min(step.seq, same ?? step.seq);
  if (same !== undefined || (last !== undefined && last >= step.seq)) return readSteps(tx, caseRef, from);
  if (step.seq !== (last ?? 0) + 1) throw new JournalGap(caseRef, step.seq, last ?? 0);
  await writeStep(writing);
  return undefined;
}

interface Standing {
  readonly last: number | undefined;
  readonly same: number | undefined;
}

async function standing(tx: UnitTransaction, caseRef: string, commandId: string): Promise<Standing> {
  const row = await tx
    .selectFrom('journal')
    .select((select) => [
      select.fn.max('seq').as('last'),
      select.fn.max('seq').filterWhere('command_id', '=', commandId).as('same'),
    ])
    .where('case_ref', '=', caseRef)
    .executeTakeFirst();
  // Of no rows the maximum is null, whatever the types say.
  const { last, same } = row as { last: number | null; same: number | null };
  return { last: last ?? undefined, same: same ?? undefined };
}

function readSteps(
  tx: UnitTransaction,
  caseRef: string,
  fromSeq: number,
  limit?: number,
): Promise<SealedStep[]> {
  const query = tx
    .selectFrom('journal')
    .select(['seq', 'sealed'])
    .where('case_ref', '=', caseRef)
    .where('seq', '>=', fromSeq)
    .orderBy('seq');
  return (limit === undefined ? query : query.limit(limit)).execute();
}
