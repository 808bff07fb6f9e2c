import { Pool } from 'pg';
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import type { Migration } from 'kysely';

import { SchemaNewer, SchemaOlder } from './errors';
import { cases } from './migrations/0001-cases';
import { letters } from './migrations/0002-letters';
import { requests } from './migrations/0003-requests';
import { noticeMails } from './migrations/0004-notice-mails';
import { restrictedCases } from './migrations/0005-restricted-cases';
import { logChain } from './migrations/0006-log-chain';
import { persons } from './migrations/0007-persons';
import { sealedKinds } from './migrations/0009-sealed-kinds';
import { figures } from './migrations/0012-figures';

/** All there are, by name and in order. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-cases': cases,
  '0002-letters': letters,
  '0003-requests': requests,
  '0004-notice-mails': noticeMails,
  '0005-restricted-cases': restrictedCases,
  '0006-log-chain': logChain,
  '0007-persons': persons,
  '0009-sealed-kinds': sealedKinds,
  '0012-figures': figures,
};

/** The last migration of this code. */
export const lastMigration = Object.keys(migrations).at(-1) ?? '';

/** Whether this code has the migration. */
export function knowsMigration(name: string): boolean {
  return Object.hasOwn(migrations, name);
}

/**
 * Brings the database to this code's schema; does nothing when it is there. Several processes may do so at once: the migrator holds
 * an advisory lock, and everything is one transaction.
 *
 * @param adminUrl a login that may create tables and, the first time, roles; afterwards it may take the role `sluss_app`
 * @throws SchemaNewer when a newer version of the code has migrated it
 */
export async function migrate(adminUrl: string): Promise<void> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: adminUrl, max: 1 }) }),
  });
  try {
    const { unknown } = await standing(db);
    if (unknown.length > 0) throw new SchemaNewer(unknown);
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined)
      throw error instanceof Error ? error : new Error('Migration failed', { cause: error });
    await letServiceAsk(db);
  } finally {
    await db.destroy();
  }
}

/** Any number that nothing else in the database locks. */
const GRANT_LOCK = 7_206_413;

/** The service asks at its start what was done, by a login that owns nothing. PostgreSQL takes no two grants on one table at once. */
async function letServiceAsk(db: Kysely<unknown>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${GRANT_LOCK})`.execute(tx);
    await sql`grant select on kysely_migration to sluss_app`.execute(tx);
  });
}

/**
 * Asks whether the database has exactly this code's schema.
 *
 * @throws SchemaNewer or SchemaOlder when it has not
 */
export async function assertMigrated<T>(db: Kysely<T>): Promise<void> {
  const { unknown, missing } = await standing(db);
  if (missing.length > 0) throw new SchemaOlder(missing);
  if (unknown.length > 0) throw new SchemaNewer(unknown);
}

/**
 * Asks whether the database has at least this code's schema.
 *
 * @throws SchemaOlder when it has not
 */
export async function assertNotOlder<T>(db: Kysely<T>): Promise<void> {
  const { missing } = await standing(db);
  if (missing.length > 0) throw new SchemaOlder(missing);
}

interface Standing {
  readonly unknown: readonly string[];
  readonly missing: readonly string[];
}

async function standing<T>(db: Kysely<T>): Promise<Standing> {
  const known = Object.keys(migrations);
  const found = await sql<{ is: string | null }>`select to_regclass('kysely_migration')::text as is`.execute(
    db,
  );
  if (typeof found.rows[0]?.is !== 'string') return { unknown: [], missing: known };
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const done = rows.map(({ name }) => name);
  return {
    unknown: done.filter((name) => !known.includes(name)),
    missing: known.filter((name) => !done.includes(name)),
  };
}
