import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import type { PartyId } from '../domain/kernel/actor';
import type { RuleId } from '../domain/kernel/rule';
import type { Instant } from '../domain/time/instant';
import type { KeyRing } from '../security/key-ring';
import { isCaseRef } from '../security/references';
import type { Database, UnitTransaction } from './database';
import { atAsText, openLine } from './log-reading';
import type { ReadLine } from './log-reading';
import { openLog } from './log-writer';
import { cut, readCursor } from './pages';
import type { Page, PageRequest } from './pages';
import type { AccessOutcome, Tables } from './schema';

/** One line of the access log (AUD-1): references, names of actions and rule IDs, nothing of the person. */
export interface AccessLine {
  readonly at: Instant;
  readonly unit: PartyId;
  /** A staff id, a party, the clock or the engine. */
  readonly who: string;
  readonly roles: readonly string[];
  readonly caseRef?: string;
  /** What was done or asked for; sealed, as outcome and rules are. */
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
  /** The lines of one case, newest first, altered ones told as such, for the unit's supervisor (AUD-4). Whether the reader may is the caller's question. */
  readonly ofCase: (unit: PartyId, caseRef: string, page: PageRequest) => Promise<Page<ReadLine>>;
}

/** The access log over one database. */
export function createAccessLog(db: Pick<Database, 'inUnit'>, ring: KeyRing): AccessLog {
  return {
    async write(sent) {
      const line = withoutText(sent);
      const log = await openLog(ring, line.unit);
      await db.inUnit(line.unit, (tx) => log.write(tx, line));
    },
    async ofCase(unit, caseRef, page) {
      const { items, ...rest } = await db.inUnit(unit, (tx) => readLines(tx, caseRef, page));
      return { items: await Promise.all(items.map((row) => openLine(ring, row))), ...rest };
    },
  };
}

// What a caller put into the address may be a name; only a reference may stand in the clear (ADR 0005).
function withoutText({ caseRef, ...line }: AccessLine): AccessLine {
  return caseRef !== undefined && isCaseRef(caseRef) ? { ...line, caseRef } : line;
}

type LineRow = Selectable<Tables['access_log']>;

/** The place of a page is told by how many lines of the case are older, and not by how much else happened in the unit. */
async function readLines(tx: UnitTransaction, caseRef: string, page: PageRequest): Promise<Page<LineRow>> {
  const before = readCursor(page.cursor, isPlace);
  const places = tx
    .selectFrom('access_log')
    .select(['number', sql<string>`row_number() over (order by number)`.as('place')])
    .where('case_ref', '=', caseRef)
    .as('places');
  const rows = await tx
    .selectFrom('access_log')
    .innerJoin(places, 'places.number', 'access_log.number')
    .select([
      'unit',
      'access_log.number',
      'who',
      'roles',
      'case_ref',
      'request_id',
      'sealed',
      'mac',
      'places.place',
    ])
    .select(atAsText.as('at'))
    .$if(before !== undefined, (query) => query.where('places.place', '<', before ?? ''))
    .orderBy('places.place', 'desc')
    .limit(page.limit + 1)
    .execute();
  return cut(rows, page.limit, ({ place }) => place);
}

function isPlace(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,18}$/.test(value);
}
