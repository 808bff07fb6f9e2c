import type { Selectable } from 'kysely';

import { canonicalJson } from '../security/canonical-json';
import { unitKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { LOG_START, lineMac, logKeys } from '../security/log-mac';
import type { DataKey } from '../security/sealed';
import { visible } from '../security/visible';
import type { AccessLine } from './access-log';
import type { UnitTransaction } from './database';
import { LogNotStored } from './errors';
import type { Tables } from './schema';
import { sealJson } from './sealing';
import type { SealedPlace } from './sealing';

/** Adds lines to the log of one unit. */
export interface LogWriter {
  /**
   * Writes lines in the transaction of what they tell, each chained to the one before (AUD-3). It is the last that a transaction
   * does: until its end nobody else adds to the unit's log, so whoever waits for a row after this could wait for ever.
   *
   * @throws LogNotStored when a line cannot be stored; nothing of the transaction may stand then (AUD-2)
   */
  readonly write: (tx: UnitTransaction, ...lines: readonly AccessLine[]) => Promise<void>;
}

type LineRow = Selectable<Tables['access_log']>;

/** Of a row, what its code is made of. Its number is its place in the chain. */
export type ChainedRow = Omit<LineRow, 'number' | 'mac'>;

/** What a line says that is sealed. */
export type Sealed = Pick<AccessLine, 'action' | 'outcome' | 'rules' | 'restricted'>;

/** Gets a log ready for writing. Before the transaction: a key is fetched over a connection of its own (ADR 0007). */
export async function openLog(ring: KeyRing, unit: string): Promise<LogWriter> {
  const key = await ring.ensure(unit, unitKeyId(unit));
  const keys = logKeys(key);

  async function append(tx: UnitTransaction, lines: readonly AccessLine[]): Promise<void> {
    const head = await holdHead(tx, unit);
    const rows: LineRow[] = [];
    for (const line of lines) {
      const last = rows.at(-1) ?? head;
      const row = rowOf(key, line);
      rows.push({ ...row, number: last.number + 1, mac: lineMac(keys, last.mac ?? LOG_START, textOf(row)) });
    }
    const { number, mac } = rows.at(-1) ?? head;
    await tx
      .with('written', (db) => db.insertInto('access_log').values(rows).returning('number'))
      .updateTable('log_heads')
      .set({ number, mac: mac ?? LOG_START })
      .where('unit', '=', unit)
      .execute();
  }

  return { write: (tx, ...lines) => append(tx, lines).catch(notStored) };
}

function notStored(cause: unknown): never {
  throw new LogNotStored(cause);
}

/** The last line of the log; nobody else adds one until the transaction ends. */
async function holdHead(tx: UnitTransaction, unit: string): Promise<Pick<LineRow, 'number' | 'mac'>> {
  const hold = () =>
    tx.selectFrom('log_heads').select(['number', 'mac']).where('unit', '=', unit).forUpdate();
  const head = await hold().executeTakeFirst();
  if (head !== undefined) return head;
  await tx
    .insertInto('log_heads')
    .values({ unit, number: 0, mac: LOG_START })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return hold().executeTakeFirstOrThrow();
}

function rowOf(key: DataKey, line: AccessLine): ChainedRow {
  const { unit, action, outcome, rules, restricted = false } = line;
  const plain = {
    unit,
    at: new Date(line.at).toISOString(),
    who: visible(line.who),
    roles: line.roles.map(visible),
    case_ref: line.caseRef ?? null,
    request_id: line.requestId === undefined ? null : visible(line.requestId),
  };
  const says: Sealed = { action: visible(action), outcome, rules, restricted };
  return { ...plain, sealed: sealJson(key, says, placeOf(plain)) };
}

/** Where a line’s sealed part stands: beside other plain columns it does not open. */
export function placeOf({
  unit,
  case_ref,
  at,
  who,
  roles,
  request_id,
}: Omit<ChainedRow, 'sealed'>): SealedPlace {
  return {
    table: 'access_log',
    unit,
    owner: case_ref ?? '',
    id: JSON.stringify([at, who, roles, request_id]),
  };
}

/** All of a row in one canonical text; what is sealed goes in as it is stored, so that no key that is destroyed breaks the chain. */
export function textOf({ unit, at, who, roles, case_ref, request_id, sealed }: ChainedRow): string {
  return canonicalJson({ unit, at, who, roles, case_ref, request_id, sealed: sealed.toString('base64') });
}
