import { DatabaseError, Pool, types } from 'pg';
import type { CustomTypesConfig } from 'pg';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';

import { BadUnit, StoreAway } from './errors';
import { assertMigrated, assertNotOlder } from './migrate';
import { ownRows } from './own-rows';
import type { Tables } from './schema';

/** A transaction that sees and writes the rows of one unit only; what would go around its border is not there. */
export type UnitTransaction = Omit<Transaction<Tables>, 'withoutPlugins' | 'executeQuery' | 'schema'>;

/** The database of all units that a process serves. */
export interface Database {
  /**
   * Runs the work in one transaction as `sluss_app` with the unit set, so that row-level security shows its rows and no others; each
   * statement is narrowed to them besides (CON-6, ADR 0006).
   * Nothing else may be waited for inside: the embedded database has one connection (ADR 0007), so a key fetched there would never come.
   *
   * @throws StoreAway when the database cannot be reached or gave up
   * @throws BadUnit for an id that cannot be a unit's
   */
  readonly inUnit: <T>(unit: string, work: (tx: UnitTransaction) => Promise<T>) => Promise<T>;
  /** Answers when the database can be reached and has exactly this code's schema; throws StoreAway, SchemaOlder or SchemaNewer. */
  readonly check: () => Promise<void>;
  /** The same for a process that runs already: a migration since then only adds, and the version before goes on with it (ADR 0022). */
  readonly stillFits: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How many connections, and who hears of one that broke while idle. */
export interface DatabaseOptions {
  readonly max: number;
  readonly onIdleError?: (error: Error) => void;
}

const UNIT = /^[A-Za-z][A-Za-z0-9-]{0,62}$/;

/** No connection within this time is an absent database: callers retry sooner than that pays off. */
const CONNECT_MS = 5_000;
/** No statement of ours is slow; one that hangs must not hold a row of a case. */
const STATEMENT_MS = 10_000;

// Times are instants everywhere else in the house: ISO text with milliseconds and Z.
const instants: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === types.builtins.TIMESTAMPTZ
      ? (text: string) => new Date(text).toISOString()
      : (types.getTypeParser(oid, format) as unknown),
};

/** Opens a pool of connections; none is made before the first call. */
export function connect(url: string, { max, onIdleError }: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: url,
    max,
    types: instants,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    query_timeout: 2 * STATEMENT_MS,
    keepAlive: true,
  });
  // Without listeners a connection that is lost ends the process: while idle, and while in use between two statements.
  pool.on('error', (error) => onIdleError?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

  return {
    async inUnit(unit, work) {
      if (!UNIT.test(unit)) throw new BadUnit();
      return reaching(() =>
        db.transaction().execute(async (tx) => {
          await sql`select set_config('role', 'sluss_app', true), set_config('app.unit', ${unit}, true)`.execute(
            tx,
          );
          return work(tx.withPlugin(ownRows(unit)));
        }),
      );
    },
    check: () => reaching(() => assertMigrated(db)),
    stillFits: () => reaching(() => assertNotOlder(db)),
    close: () => db.destroy(),
  };
}

/** The database as something that a process cannot start without: a schema that does not fit is no absence. */
export function neededDatabase({ check }: Pick<Database, 'check'>): NeededDatabase {
  return { name: 'The database', reach: check, isAway: (error) => error instanceof StoreAway };
}

interface NeededDatabase {
  readonly name: string;
  readonly reach: () => Promise<void>;
  readonly isAway: (error: unknown) => boolean;
}

async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isAway(error) ? new StoreAway(error) : error;
  }
}

/** Connection lost (08), rolled back to be tried again (40), out of resources (53), ended by the operator (57). */
const AWAY_CLASSES = new Set(['08', '40', '53', '57']);
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** What `pg` and its pool throw without a code. */
const WITHOUT_CODE =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|not queryable|the database system is/i;

/** Asked of the shape, since Node's own errors come from another realm where a sandbox or a test runs. */
interface Failure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly errors?: unknown;
}

function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, errors } = error as Failure;
  if (error instanceof DatabaseError) return AWAY_CLASSES.has((error.code ?? '').slice(0, 2));
  if (Array.isArray(errors)) return errors.some(isAway);
  if (typeof code === 'string' && NETWORK.has(code)) return true;
  return typeof message === 'string' && WITHOUT_CODE.test(message);
}
