import type { PartyId } from '../domain/kernel/actor';
import type { Step } from '../domain/kernel/step';
import type { CaseRow, LedgerRow } from '../domain/ports/journal.port';
import { caseKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import type { DataKey } from '../security/sealed';
import type { Database, UnitTransaction } from './database';
import { openSteps } from './journal';
import { openSupervisors } from './restricted';
import type { OutboxState } from './schema';
import { openJson } from './sealing';

/** A worklist row as it is stored; what is settled leaves no column. */
export type StoredRow = Omit<CaseRow, 'settled'> & { readonly seq: number };

/** Everything that the database holds of one case beside its narratives, opened, to be set against what its steps say (ADR 0025). */
export interface CaseStanding {
  readonly steps: readonly Step[];
  readonly row?: StoredRow;
  readonly ledger: readonly LedgerRow[];
  /** The state of each letter that the case wrote, by its id. */
  readonly outbox: ReadonlyMap<string, OutboxState>;
}

/**
 * Reads one case in one transaction.
 *
 * @throws KeyMissing when there are lines and no key to open them with; SealedError when one of them was altered; KeyAway
 */
export async function readStanding(
  db: Database,
  ring: KeyRing,
  unit: PartyId,
  caseRef: string,
): Promise<CaseStanding> {
  const { steps, row, people, ledger, outbox } = await db.inUnit(unit, (tx) => readRows(tx, caseRef));
  const opened = await openSteps(ring, unit, caseRef, steps);
  const standing = {
    steps: opened,
    ledger: ledger.map(({ consent_id, valid_until, ended_at }) => ({
      ...{ consentId: consent_id, validUntil: valid_until, endedAt: ended_at },
    })),
    outbox: new Map(outbox.map(({ letter_id, state }) => [letter_id, state])),
  };
  if (row === undefined) return standing;
  const key = await ring.get(unit, caseKeyId(caseRef));
  return { ...standing, row: openRow(key, { unit, caseRef }, { ...row, people }) };
}

/** Whether the unit has a worklist row of the case, or a line in the journal. */
export async function isCase(db: Database, unit: PartyId, caseRef: string): Promise<boolean> {
  const found = await db.inUnit(unit, (tx) =>
    tx
      .selectFrom('cases')
      .select('case_ref')
      .where('case_ref', '=', caseRef)
      .union(tx.selectFrom('journal').select('case_ref').where('case_ref', '=', caseRef))
      .executeTakeFirst(),
  );
  return found !== undefined;
}

/** References of the unit's cases that have a worklist row or a line in the journal, after that one and in order. */
export async function casesAfter(
  db: Database,
  unit: PartyId,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db.inUnit(unit, (tx) =>
    tx
      .selectFrom('cases')
      .select('case_ref')
      .where('case_ref', '>', after)
      .union(tx.selectFrom('journal').select('case_ref').where('case_ref', '>', after))
      .orderBy('case_ref')
      .limit(limit)
      .execute(),
  );
  return rows.map(({ case_ref }) => case_ref);
}

async function readRows(tx: UnitTransaction, caseRef: string) {
  return {
    steps: await tx
      .selectFrom('journal')
      .select(['seq', 'sealed'])
      .where('case_ref', '=', caseRef)
      .orderBy('seq')
      .execute(),
    row: await tx
      .selectFrom('cases')
      .select(['status', 'awaits', 'next_due', 'overdue', 'waits_at_reception', 'seq'])
      .select(['sealed_next', 'sealed_supervisors'])
      .where('case_ref', '=', caseRef)
      .executeTakeFirst(),
    people: await tx
      .selectFrom('case_people')
      .select(['person', 'part'])
      .where('case_ref', '=', caseRef)
      .execute(),
    ledger: await tx
      .selectFrom('consents')
      .select(['consent_id', 'valid_until', 'ended_at'])
      .where('case_ref', '=', caseRef)
      .execute(),
    outbox: await tx
      .selectFrom('outbox')
      .select(['letter_id', 'state'])
      .where('case_ref', '=', caseRef)
      .execute(),
  };
}

type Rows = Awaited<ReturnType<typeof readRows>>;

function openRow(
  key: DataKey,
  { unit, caseRef }: { readonly unit: PartyId; readonly caseRef: string },
  row: NonNullable<Rows['row']> & Pick<Rows, 'people'>,
): StoredRow {
  const next = openJson<string>(key, row.sealed_next, { table: 'cases', unit, owner: caseRef, id: 'next' });
  return {
    ...{ status: row.status, awaits: row.awaits, next, nextDue: row.next_due, overdue: row.overdue },
    ...{ waitsAtReception: row.waits_at_reception, seq: row.seq, people: row.people },
    supervisors: openSupervisors(key, unit, caseRef, row.sealed_supervisors),
  };
}
