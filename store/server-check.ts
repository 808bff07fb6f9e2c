import { Pool } from 'pg';
import { Kysely, PostgresDialect, sql } from 'kysely';

import { assertMigrated } from './migrate';

/** What the database server says of itself, of the login, and of the wall between the units (ADR 0006). */
export interface ServerCheck {
  readonly version: string;
  /** One question and its answer. */
  readonly latencyMs: number;
  /** Tables with a unit on which row security is not in force for everybody. */
  readonly unprotected: readonly string[];
  /** Whether row security does not hold the login itself. */
  readonly isAboveBorder: boolean;
  /** Bytes on disk. */
  readonly bytes: number;
}

const CONNECT_MS = 5_000;

/**
 * Looks at the server itself. Nothing of any unit is read.
 *
 * @throws SchemaOlder or SchemaNewer where the database does not fit this code, and what the driver throws while it is away
 */
export async function checkServer(url: string): Promise<ServerCheck> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: CONNECT_MS });
  pool.on('error', () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await assertMigrated(db);
    const began = performance.now();
    const { rows } = await sql<{ version: string; above: boolean; bytes: string }>`
      select current_setting('server_version') as version, pg_database_size(current_database())::text as bytes,
        (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as above`.execute(db);
    const latencyMs = performance.now() - began;
    const open = await sql<{ name: string }>`select relname as name from pg_class
      join pg_attribute on attrelid = pg_class.oid and attname = 'unit' and not attisdropped
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity) order by relname`.execute(db);
    const [row] = rows;
    return {
      ...{ version: row?.version ?? '', latencyMs, unprotected: open.rows.map(({ name }) => name) },
      ...{ isAboveBorder: row?.above === true, bytes: Number(row?.bytes ?? 0) },
    };
  } finally {
    await db.destroy();
  }
}
