import { Kysely, Migrator, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';

import { migrate, migrations } from '../../store/migrate';
import { poolOf, servers } from './support/databases';

/** Up to here a migration came with its code; from here on workers of the release before go on writing under it. */
const LAST_ALONE = '0009-sealed-kinds';

describe.each(servers)('what a migration leaves to the release before it on $server', ({ open }) => {
  test('no table that it writes has got a column that must be named (ADR 0022)', async () => {
    const database = await open();
    const admin = poolOf(database.url, 1);
    await migrateTo(LAST_ALONE, database.url);
    const before = await columnsOf(admin);
    await migrate(database.url);
    const after = await columnsOf(admin);
    await admin.end();
    await database.close();

    const tables = new Set(before.map(({ table }) => table));
    const demanded = new Set(before.filter(mustBeNamed).map(nameOf));
    const more = after.filter((column) => tables.has(column.table) && mustBeNamed(column)).map(nameOf);
    expect(demanded).toContain('cases.awaits');
    expect(after.length).toBeGreaterThan(before.length);
    expect(more.filter((name) => !demanded.has(name))).toEqual([]);
  });
});

async function migrateTo(name: string, url: string): Promise<void> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: poolOf(url, 1) }),
  });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateTo(name);
  await db.destroy();
  expect(error).toBeUndefined();
}

interface Column {
  readonly table: string;
  readonly column: string;
  readonly required: boolean;
  readonly filled: boolean;
}

async function columnsOf(admin: Pool): Promise<readonly Column[]> {
  const { rows } = await admin.query<Column>(
    `select table_name as table, column_name as column, is_nullable = 'NO' as required,
       column_default is not null or is_identity = 'YES' or is_generated = 'ALWAYS' as filled
     from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%'`,
  );
  return rows;
}

const mustBeNamed = ({ required, filled }: Column): boolean => required && !filled;

const nameOf = ({ table, column }: Column): string => `${table}.${column}`;
