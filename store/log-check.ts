import { unitKeyId } from '../security/key-ring';
import { LOG_START, logKeys, sameMac } from '../security/log-mac';
import type { Database, UnitTransaction } from './database';
import { atAsText } from './log-reading';
import { walkLog } from './log-walk';
import type { LogEnd, LogFault, LogFaultKind, LogRow, Walked } from './log-walk';
import type { StoreParts } from './store';

/** What a check of one unit's log has found (AUD-3). */
export interface LogReport {
  readonly unit: string;
  readonly lines: number;
  readonly faults: readonly LogFault[];
  /** The last line that is there. */
  readonly end: LogEnd;
}

/** What a check works with. */
export type LogParts = Pick<StoreParts, 'db' | 'ring'>;

/** How many lines are read at a time. */
const PAGE = 2_000;

/**
 * Checks all of a unit's log, also while it is written to: lines that come after the check has begun are left for the next one. Nothing
 * is written, and nothing that is sealed is opened.
 *
 * @param exported the last line as it once was, kept outside the database: only with it is a cut tail found for certain
 * @throws KeyMissing when there are lines and the unit has no key to check them with
 */
export async function checkLog({ db, ring }: LogParts, unit: string, exported?: LogEnd): Promise<LogReport> {
  const shape = await db.inUnit(unit, readShape);
  const { lines, last } = shape;
  if (lines === 0) return { unit, lines, end: nothing.end, faults: atEnd(shape, nothing, exported) };
  const log = walkLog(logKeys(await ring.get(unit, unitKeyId(unit))), exported);
  for await (const rows of pages(db, unit, last)) rows.forEach(log.take);
  const walked = log.result();
  return { unit, lines, end: walked.end, faults: [...walked.faults, ...atEnd(shape, walked, exported)] };
}

async function* pages(db: Database, unit: string, last: number): AsyncGenerator<readonly LogRow[]> {
  let after: number | undefined;
  do {
    const from = after;
    const rows = await db.inUnit(unit, (tx) => readPage(tx, from, last));
    yield rows;
    after = rows.at(-1)?.number;
  } while (after !== undefined);
}

const nothing: Walked = { faults: [], seen: 0, end: { number: 0, mac: LOG_START } };

interface Shape {
  readonly lines: number;
  /** The highest number of a line; zero without one. */
  readonly last: number;
  /** What the row of the last line says; absent when there is none. */
  readonly head?: LogEnd;
}

/** In one statement, so that no line is added between its parts. */
async function readShape(tx: UnitTransaction): Promise<Shape> {
  const shape = await tx
    .selectNoFrom((query) => [
      query
        .selectFrom('access_log')
        .select((lines) => lines.cast<number>(lines.fn.countAll(), 'integer').as('lines'))
        .as('lines'),
      query
        .selectFrom('access_log')
        .select(({ fn }) => fn.max('number').as('last'))
        .as('last'),
      query.selectFrom('log_heads').select('number').as('number'),
      query.selectFrom('log_heads').select('mac').as('mac'),
    ])
    .executeTakeFirstOrThrow();
  const { number, mac } = shape;
  const [lines, last] = [shape.lines ?? 0, shape.last ?? 0];
  return { lines, last, ...(number === null || mac === null ? {} : { head: { number, mac } }) };
}

function readPage(tx: UnitTransaction, after: number | undefined, last: number): Promise<LogRow[]> {
  return tx
    .selectFrom('access_log')
    .select(['unit', 'number', 'who', 'roles', 'case_ref', 'request_id', 'sealed', 'mac'])
    .select(atAsText.as('at'))
    .$if(after !== undefined, (query) => query.where('number', '>', after ?? 0))
    .where('number', '<=', last)
    .orderBy('number')
    .limit(PAGE)
    .execute();
}

/** Sets what stands at the end against an exported head and the row of the last line. */
function atEnd(shape: Shape, { seen, end }: Walked, exported?: LogEnd): readonly LogFault[] {
  const { lines, last, head } = shape;
  const known = Math.max(head?.number ?? 0, exported?.number ?? 0);
  return [
    ...fault(known > last, 'cut', last + 1, known),
    ...fault(seen !== lines, 'misplaced', 1, last),
    ...fault(head !== undefined && head.number < last, 'beyond', (head?.number ?? 0) + 1, last),
    ...fault(!isHeadOf(shape, end), 'headChanged', last, last),
  ];
}

function fault(isOne: boolean, kind: LogFaultKind, from: number, to: number): readonly LogFault[] {
  return isOne ? [{ kind, from, to }] : [];
}

/** Whether the row of the last line, where it names the line that is the last, has its code. */
function isHeadOf({ head, lines, last }: Shape, end: LogEnd): boolean {
  if (head === undefined) return lines === 0;
  return head.number !== last || sameMac(head.mac, end.mac);
}
