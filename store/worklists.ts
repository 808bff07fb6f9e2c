import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';

import type { Reader } from '../domain/kernel/actor';
import type { Awaited, CaseRow, CaseStatus } from '../domain/ports/journal.port';
import { isInstant, plusSeconds } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import { caseKeyId } from '../security/key-ring';
import { ifAway } from '../security/key-away';
import type { KeyRing } from '../security/key-ring';
import type { DataKey } from '../security/sealed';
import type { Database, UnitTransaction } from './database';
import { cut, readCursor } from './pages';
import type { Page, PageRequest } from './pages';
import { openJson } from './sealing';
import type { Tables } from './schema';
import { isOpenTo, openSupervisors } from './restricted';
import { isNamed, mayLook } from './sight';

/** The lists of WRK-1. */
export type WorklistName = 'mine' | 'unassigned' | 'ourReceipt' | 'waiting' | 'dueSoon' | 'overdue';

/** One row of a worklist; `next` is a code that the caller puts into words. */
export type WorklistRow = Pick<CaseRow, 'status' | 'awaits' | 'next' | 'nextDue' | 'overdue'> & {
  readonly caseRef: string;
};

/** What a worklist is narrowed to; without a status it leaves out closed cases that wait for nobody. */
export interface WorklistFilter {
  readonly status?: CaseStatus;
  readonly awaits?: Awaited;
  readonly dueBefore?: Instant;
}

/** What is asked of a list at an instant. */
export interface WorklistRequest extends PageRequest {
  readonly name: WorklistName;
  readonly filter: WorklistFilter;
  readonly now: Instant;
}

/**
 * A page of a worklist: only cases that the reader may open, the earliest due first, those without a date last (WRK-1, CON-6). Throws
 * BadCursor for a cursor that is none of ours.
 */
export type Worklist = (reader: Reader, request: WorklistRequest) => Promise<Page<WorklistRow>>;

type Key = readonly [nextDue: Instant | null, caseRef: string];

const WEEK_SECONDS = 7 * 24 * 3600;

/** The worklists over one database. */
export function createWorklists(db: Pick<Database, 'inUnit'>, ring: KeyRing): Worklist {
  return async (reader, request) => {
    const after = readCursor(request.cursor, isKey);
    const rows = await db.inUnit(reader.unit, (tx) => readRows(tx, reader, request, after));
    const { items, next } = cut(rows, request.limit, (row): Key => [row.next_due, row.case_ref]);
    const opened = await Promise.all(items.map((row) => openRow(ring, reader, row)));
    return { items: opened, ...(next === undefined ? {} : { next }) };
  };
}

type Row = Pick<
  Tables['cases'],
  'case_ref' | 'status' | 'awaits' | 'next_due' | 'overdue' | 'sealed_next' | 'sealed_supervisors'
> & { readonly waits_at_reception: boolean; readonly named: SqlBool; readonly wrapped: Buffer | null };

function readRows(
  tx: UnitTransaction,
  reader: Reader,
  request: WorklistRequest,
  after: Key | undefined,
): Promise<Row[]> {
  const { filter, limit } = request;
  const { status, awaits, dueBefore } = filter;
  return (
    tx
      .selectFrom('cases')
      // With the rows come the keys that open them: one query for the page, and none for each row.
      .leftJoin('keys', (join) =>
        join.on('keys.key_id', '=', (key) => key(key.val(caseKeyId('')), '||', key.ref('cases.case_ref'))),
      )
      .select('keys.wrapped')
      .select(['case_ref', 'status', 'awaits', 'next_due', 'overdue', 'waits_at_reception'])
      .select(['sealed_next', 'sealed_supervisors'])
      .select((cases) => isNamed(cases, reader.person).as('named'))
      .where((cases) => mayLook(cases, reader))
      .where((cases) => belongsTo(cases, reader, request))
      .where((cases) => (status === undefined ? isAtWork(cases) : cases('status', '=', status)))
      .$if(awaits !== undefined, (query) => query.where('awaits', '=', awaits ?? 'nobody'))
      .$if(dueBefore !== undefined, (query) => query.where('next_due', '<', dueBefore ?? ''))
      .$if(after !== undefined, (query) => query.where((cases) => comesAfter(cases, after ?? [null, ''])))
      .orderBy('next_due', (order) => order.asc().nullsLast())
      .orderBy('case_ref')
      .limit(limit + 1)
      .execute()
  );
}

/** A closed case is left out, unless it still waits for somebody: it is followed up (FUP-1). */
function isAtWork(cases: ExpressionBuilder<Tables, 'cases'>): Expression<SqlBool> {
  return cases.or([cases('status', '<>', 'closed'), cases('awaits', '<>', 'nobody')]);
}

function belongsTo(
  cases: ExpressionBuilder<Tables, 'cases'>,
  reader: Reader,
  { name, now }: WorklistRequest,
): Expression<SqlBool> {
  switch (name) {
    case 'mine':
      return isNamed(cases, reader.person);
    case 'unassigned':
      return cases.and([cases('status', '=', 'open'), cases.not(hasCaseworker(cases))]);
    case 'ourReceipt':
      return cases('status', '=', 'offered');
    case 'waiting':
      return cases('awaits', 'in', ['police', 'receiver', 'sender']);
    case 'dueSoon':
      return cases('next_due', '<=', plusSeconds(now, WEEK_SECONDS));
    case 'overdue':
      return cases('overdue', '=', true);
  }
}

function hasCaseworker(cases: ExpressionBuilder<Tables, 'cases'>): Expression<SqlBool> {
  return cases.exists(
    cases
      .selectFrom('case_people')
      .select('case_people.person')
      .whereRef('case_people.case_ref', '=', 'cases.case_ref')
      .where('case_people.part', '=', 'caseworker'),
  );
}

/** The rows after one of the list, in its order: by date, then those without a date, then by reference. */
function comesAfter(cases: ExpressionBuilder<Tables, 'cases'>, [nextDue, caseRef]: Key): Expression<SqlBool> {
  const sameDue = cases('case_ref', '>', caseRef);
  if (nextDue === null) return cases.and([cases('next_due', 'is', null), sameDue]);
  return cases.or([
    cases('next_due', '>', nextDue),
    cases('next_due', 'is', null),
    cases.and([cases('next_due', '=', nextDue), sameDue]),
  ]);
}

/**
 * A supervisor who is not named in a restricted case is told of it, and not what is next in it (ACC-3). A case whose key is away
 * keeps its place in the list.
 */
async function openRow(ring: KeyRing, { unit, person }: Reader, row: Row): Promise<WorklistRow> {
  const { case_ref: caseRef, status, awaits, next_due: nextDue, overdue } = row;
  const key = await keyOf(ring, unit, row).catch(ifAway);
  if (key === undefined) return { caseRef, status, awaits, next: 'keyAway', nextDue, overdue };
  const next = openJson<string>(key, row.sealed_next, { table: 'cases', unit, owner: caseRef, id: 'next' });
  const isOpen =
    row.named === true ||
    row.waits_at_reception ||
    isOpenTo(openSupervisors(key, unit, caseRef, row.sealed_supervisors), person);
  return { caseRef, status, awaits, next: isOpen ? next : 'nameStaff', nextDue, overdue };
}

/** A case whose key was destroyed has none any more, which is the ring's to say. */
function keyOf(ring: KeyRing, unit: string, { case_ref: caseRef, wrapped }: Row): Promise<DataKey> {
  const keyId = caseKeyId(caseRef);
  return wrapped === null ? ring.get(unit, keyId) : ring.open(unit, { keyId, wrapped });
}

function isKey(value: unknown): value is Key {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [nextDue, caseRef] = value as readonly unknown[];
  const isDate = nextDue === null || (typeof nextDue === 'string' && isInstant(nextDue));
  return isDate && typeof caseRef === 'string';
}
