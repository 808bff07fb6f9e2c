import type { PoolClient } from 'pg';

import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { fill } from './support/filled';

/** Written once and never changed, also by ourselves. */
const APPEND_ONLY = ['journal', 'access_log'];

describe.each(servers)('row security on $server', ({ open }) => {
  let test_: TestStore;
  let tables: readonly string[];

  beforeAll(async () => {
    test_ = await openStore(open);
    for (const unit of ['sav', 'north']) await fill(test_.store, unit);
    const { rows } = await test_.admin.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_name not like 'kysely%' order by 1`,
    );
    tables = rows.map(({ name }) => name);
  });

  afterAll(async () => {
    await test_.close();
  });

  /** Runs as the service does, in a transaction that is always undone. */
  async function asApp<T>(unit: string | undefined, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await test_.admin.connect();
    try {
      await client.query('begin');
      await client.query(`set local role sluss_app`);
      if (unit !== undefined) await client.query(`select set_config('app.unit', $1, true)`, [unit]);
      return await work(client);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  const countOf = async (client: PoolClient, table: string, where = 'true') => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from ${table} where ${where}`,
    );
    return rows[0]?.n;
  };

  test('every table has a unit, enabled and forced row security, and rows of both units to prove it with', async () => {
    expect(tables).toHaveLength(16);
    for (const table of tables) {
      const { rows } = await test_.admin.query(
        `select relrowsecurity, relforcerowsecurity from pg_class where oid = $1::regclass`,
        [table],
      );
      expect([table, rows[0]]).toEqual([table, { relrowsecurity: true, relforcerowsecurity: true }]);
      const units = await test_.admin.query<{ unit: string }>(
        `select distinct unit from ${table} order by 1`,
      );
      expect([table, units.rows.map(({ unit }) => unit)]).toEqual([table, ['north', 'sav']]);
    }
  });

  test('CON-6, ACC-1: a unit sees its own rows and none of another, in every table', async () => {
    for (const table of tables) {
      const [own, foreign] = await asApp('sav', async (client) => [
        await countOf(client, table, `unit = 'sav'`),
        await countOf(client, table, `unit <> 'sav'`),
      ]);
      expect([table, foreign]).toEqual([table, 0]);
      expect(own).toBeGreaterThan(0);
    }
  });

  test('CON-6: without a unit there is no row, in no table', async () => {
    for (const unit of [undefined, '']) {
      for (const table of tables) {
        await expect(asApp(unit, (client) => countOf(client, table))).resolves.toBe(0);
      }
    }
  });

  test('CON-6: no row of another unit can be inserted, changed or deleted, in any table', async () => {
    for (const table of tables) {
      const { rows } = await test_.admin.query<{ row: unknown }>(
        `select to_jsonb(t) as row from ${table} t where unit = 'north' limit 1`,
      );
      const copy = `insert into ${table} overriding system value select * from jsonb_populate_record(null::${table}, $1)`;
      const inserting = asApp('sav', (client) => client.query(copy, [JSON.stringify(rows[0]?.row)]));
      await expect(inserting).rejects.toThrow(/row-level security/);
      for (const change of [
        `update ${table} set unit = 'sav' where unit = 'north'`,
        `delete from ${table} where unit = 'north'`,
      ]) {
        const changed = asApp('sav', async (client) => (await client.query(change)).rowCount).catch(
          (error: unknown) => (String(error).includes('permission denied') ? 0 : String(error)),
        );
        await expect(changed).resolves.toBe(0);
      }
    }
  });

  test('AUD-1: the journal and the access log can be added to and never changed', async () => {
    for (const table of APPEND_ONLY) {
      for (const change of [`update ${table} set at = now()`, `delete from ${table}`, `truncate ${table}`]) {
        await expect(asApp('sav', (client) => client.query(change))).rejects.toThrow(/permission denied/);
      }
    }
  });

  test('what is granted is no more than what the service does', async () => {
    const { rows } = await test_.admin.query<{ name: string; deletes: boolean; updates: boolean }>(
      `select relname as name, has_table_privilege('sluss_app', oid, 'delete') as deletes,
         has_any_column_privilege('sluss_app', oid, 'update') as updates
       from pg_class where relname = any($1) and relkind = 'r' order by 1`,
      [tables],
    );
    expect(rows.filter(({ deletes }) => deletes).map(({ name }) => name)).toEqual([
      'case_people',
      'idempotency',
      'notes',
      'persons',
      'vault',
    ]);
    expect(rows.filter(({ updates }) => !updates).map(({ name }) => name)).toEqual([
      'access_log',
      'case_people',
      'journal',
      'persons',
    ]);
    const role = await test_.admin.query(
      `select rolcanlogin, rolsuper, rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid) as owns
       from pg_roles r where rolname = 'sluss_app'`,
    );
    expect(role.rows).toEqual([{ rolcanlogin: false, rolsuper: false, rolbypassrls: false, owns: 0 }]);
  });

  test('the service is in that role from the first statement on, and its unit cannot be talked into another', async () => {
    const seen = await test_.db.inUnit('sav', (tx) =>
      tx.selectFrom('cases').select('unit').distinct().execute(),
    );
    expect(seen).toEqual([{ unit: 'sav' }]);
    for (const unit of ['', `sav' or true --`, 'a b', '1x', 'x'.repeat(80)]) {
      await expect(test_.db.inUnit(unit, () => Promise.resolve(1))).rejects.toMatchObject({
        name: 'BadUnit',
      });
    }
  });
});
