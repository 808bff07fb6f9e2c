import { Pool } from 'pg';
import { Kysely, PostgresDialect, sql } from 'kysely';

import { createAppRole } from './migrations/row-security';

/** What stands in a database that a backup is to be restored into. */
export interface Target {
  /** Tables of its public schema. */
  readonly tables: number;
}

async function inDatabase<T>(url: string, work: (db: Kysely<unknown>) => Promise<T>): Promise<T> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: url, max: 1 }) }),
  });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** Looks at the database that is to be restored into. */
export function lookAtTarget(url: string): Promise<Target> {
  return inDatabase(url, async (db) => {
    const { rows } = await sql<{ tables: string }>`select count(*) as tables from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`.execute(db);
    return { tables: Number(rows[0]?.tables ?? 0) };
  });
}

/** Makes the role that the tables' grants name, where the server has it not: a dump of a database holds no roles. */
export function prepareTarget(url: string): Promise<void> {
  return inDatabase(url, createAppRole);
}
