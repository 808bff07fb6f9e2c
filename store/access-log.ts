import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import type { PartyId } from '../domain/kernel/actor';
import type { RuleId } from '../domain/kernel/rule';
import type { Instant } from '../domain/time/instant';
import type { KeyRing } from '../security/key-ring';
import { isCaseRef } from '../security/references';
import type { Database, UnitTransaction } from './database';
import { cut, readCursor } from './pages';
import type { Page, PageRequest } from './pages';
import { openMark, sealMark } from './restricted';
import type { AccessOutcome, Tables } from './schema';

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
  /** A reading of a case that is open to named staff only: it enters the log review (ACC-3). */
  readonly restricted?: boolean;
}

/** Writing and reading the log of a unit. */
export interface AccessLog {
  /** Stores the line; when it rejects, what it stands for must not be answered (AUD-2). A case reference that has not the shape of one is left out. */
  readonly write: (line: AccessLine) => Promise<void>;
  /** The lines of one case, newest first, for the unit's supervisor (AUD-4). Whether the reader may is the caller's question. */
  readonly ofCase: (unit: PartyId, caseRef: string, page: PageRequest) => Promise<Page<AccessLine>>;
}

/** The access log over one database. */
export function createAccessLog(db: Database, ring: KeyRing): AccessLog {
  return {
    async write(sent) {
      const line = withoutText(sent);
      const mark = await sealMark(ring, line);
      await db.inUnit(line.unit, (tx) => writeLine(tx, line, mark));
    },
    async ofCase(unit, caseRef, page) {
      const { items, ...rest } = await db.inUnit(unit, (tx) => readLines(tx, caseRef, page));
      return { items: await Promise.all(items.map((row) => openLine(ring, row))), ...rest };
    },
  };
}

/** Writes a line in the transaction of what it tells; `mark` is sealed before it begins. */
export async function writeLine(
  tx: UnitTransaction,
  line: AccessLine,
  mark: Buffer | null = null,
): Promise<void> {
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
      // Where this rule spoke, somebody is a special defector; the mark says so, sealed (ADR 0013).
      rules: line.rules.filter((rule) => rule !== 'ACC-3'),
      request_id: line.requestId ?? null,
      sealed_mark: mark,
    })
    .execute();
}

type LineRow = Selectable<Tables['access_log']>;

// What a caller put into the address may be a name; only a reference may stand in the clear (ADR 0005).
function withoutText({ caseRef, ...line }: AccessLine): AccessLine {
  return caseRef !== undefined && isCaseRef(caseRef) ? { ...line, caseRef } : line;
}

/**
 * The place of a page is told by how many lines of the case are older: ids are numbered over all units, and would tell
 * one unit how much the others do (CON-6).
 */
async function readLines(tx: UnitTransaction, caseRef: string, page: PageRequest): Promise<Page<LineRow>> {
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
  return cut(rows, page.limit, ({ place }) => place);
}

async function openLine(ring: KeyRing, row: LineRow): Promise<AccessLine> {
  const line: AccessLine = {
    ...{ at: row.at, unit: row.unit, who: row.who, roles: row.roles },
    ...{ action: row.action, outcome: row.outcome, rules: row.rules },
    ...(row.case_ref === null ? {} : { caseRef: row.case_ref }),
    ...(row.request_id === null ? {} : { requestId: row.request_id }),
  };
  return (await openMark(ring, line, row.sealed_mark)) ? { ...line, restricted: true } : line;
}

function isPlace(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,18}$/.test(value);
}
