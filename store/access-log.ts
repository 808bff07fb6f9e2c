import { sql } from 'kysely';

import type { PartyId } from '../domain/kernel/actor';
import type { RuleId } from '../domain/kernel/rule';
import type { Instant } from '../domain/time/instant';
import { isCaseRef } from '../security/references';
import type { Database, UnitTransaction } from './database';
import { cut, readCursor } from './pages';
import type { Page, PageRequest } from './pages';
import type { AccessOutcome } from './schema';

/** One line of the access log (AUD-1): references, names of actions and rule IDs, nothing of the person. */
export interface AccessLine {
  readonly at: Instant;
  readonly unit: PartyId;
  /** A staff id, a party, the clock or the engine. */
  readonly who: string;
  readonly roles: readonly string[];
  readonly caseRef?: string;
  /** What was done or asked for. Actions that tell something by their name come under the name that Temporal shows. */
  readonly action: string;
  readonly outcome: AccessOutcome;
  readonly rules: readonly RuleId[];
  /** A command or letter id. */
  readonly requestId?: string;
}

/** Writing and reading the log of a unit. */
export interface AccessLog {
  /** Stores the line; when it rejects, what it stands for must not be answered (AUD-2). A case reference that has not the shape of one is left out. */
  readonly write: (line: AccessLine) => Promise<void>;
  /** The lines of one case, newest first, for the unit's supervisor (AUD-4). Whether the reader may is the caller's question. */
  readonly ofCase: (unit: PartyId, caseRef: string, page: PageRequest) => Promise<Page<AccessLine>>;
}

/** The access log over one database. */
export function createAccessLog(db: Database): AccessLog {
  return {
    write: (line) => db.inUnit(line.unit, (tx) => writeLine(tx, withoutText(line))),
    ofCase: (unit, caseRef, page) => db.inUnit(unit, (tx) => readLines(tx, caseRef, page)),
  };
}

/** Writes a line in the transaction of what it tells. */
export async function writeLine(tx: UnitTransaction, line: AccessLine): Promise<void> {
  await tx
    .insertInto('access_log')
    .values({
      unit: line.unit,
      at: line.at,
      who: line.who,
      roles: line.roles,
      case_ref: line.caseRef ?? null,
      action: line.action,
      outcome: line.outcome,
      rules: line.rules,
      request_id: line.requestId ?? null,
    })
    .execute();
}

// What a caller put into the address may be a name; only a reference may stand in the clear (ADR 0005).
function withoutText({ caseRef, ...line }: AccessLine): AccessLine {
  return caseRef !== undefined && isCaseRef(caseRef) ? { ...line, caseRef } : line;
}

/**
 * The place of a page is told by how many lines of the case are older: ids are numbered over all units, and would tell
 * one unit how much the others do (CON-6).
 */
async function readLines(tx: UnitTransaction, caseRef: string, page: PageRequest): Promise<Page<AccessLine>> {
  const before = readCursor(page.cursor, isPlace);
  const places = tx
    .selectFrom('access_log')
    .select(['id', sql<string>`row_number() over (order by id)`.as('place')])
    .where('case_ref', '=', caseRef)
    .as('places');
  const rows = await tx
    .selectFrom('access_log')
    .innerJoin(places, 'places.id', 'access_log.id')
    .selectAll('access_log')
    .select('places.place')
    .$if(before !== undefined, (query) => query.where('places.place', '<', before ?? ''))
    .orderBy('places.place', 'desc')
    .limit(page.limit + 1)
    .execute();
  const { items, next } = cut(rows, page.limit, ({ place }) => place);
  return {
    items: items.map((row) => ({
      ...{ at: row.at, unit: row.unit, who: row.who, roles: row.roles },
      ...{ action: row.action, outcome: row.outcome, rules: row.rules },
      ...(row.case_ref === null ? {} : { caseRef: row.case_ref }),
      ...(row.request_id === null ? {} : { requestId: row.request_id }),
    })),
    ...(next === undefined ? {} : { next }),
  };
}

function isPlace(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,18}$/.test(value);
}
