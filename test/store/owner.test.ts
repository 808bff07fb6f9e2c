import { Kysely, Migrator, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';

import { connect } from '../../store/database';
import type { Database } from '../../store/database';
import { migrate } from '../../store/migrate';
import { cases } from '../../store/migrations/0001-cases';
import { letters } from '../../store/migrations/0002-letters';
import { requests } from '../../store/migrations/0003-requests';
import { noticeMails } from '../../store/migrations/0004-notice-mails';
import { restrictedCases } from '../../store/migrations/0005-restricted-cases';
import { poolOf, servers } from './support/databases';
import type { TestDatabase } from './support/databases';
import { unique } from './support/steps';

const beforeTheChain = {
  '0001-cases': cases,
  '0002-letters': letters,
  '0003-requests': requests,
  '0004-notice-mails': noticeMails,
  '0005-restricted-cases': restrictedCases,
};

describe.each(servers)('a database whose owner is no superuser, on $server', ({ open }) => {
  let database: TestDatabase;
  let admin: Pool;
  let db: Database;
  let url: string;

  const asAdmin = (statement: string) => admin.query(statement);

  beforeAll(async () => {
    database = await open();
    admin = poolOf(database.url, 1);
    const owner = unique('owner').toLowerCase().replaceAll('-', '_');
    const { pathname } = new URL(database.url);
    await asAdmin(`create role ${owner} login createrole password 'invented'`);
    await asAdmin(`alter database ${pathname.slice(1)} owner to ${owner}`);
    // Whoever ran the service on this server before has made the role, and lends it.
    const { rows } = await asAdmin(`select from pg_roles where rolname = 'sluss_app'`);
    if (rows.length > 0) await asAdmin(`grant sluss_app to ${owner}`);
    const login = new URL(database.url);
    Object.assign(login, { username: owner, password: 'invented' });
    url = login.href;
    // The embedded database takes every login for its one, and all connections are one session.
    if (pathname === '/postgres') await asAdmin(`set session authorization ${owner}`);
    db = connect(url, { max: 1 });
  });

  afterAll(async () => {
    await db.close();
    await asAdmin('reset session authorization');
    await admin.end();
    await database.close();
  });

  async function migrateAsBefore(): Promise<void> {
    const old = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: poolOf(url, 1) }),
    });
    const provider = { getMigrations: () => Promise.resolve(beforeTheChain) };
    const { error } = await new Migrator({ db: old, provider }).migrateToLatest();
    await old.destroy();
    expect(error).toBeUndefined();
  }

  /** As the service wrote them before the log was a chain. */
  async function writeAsBefore(unit: string): Promise<void> {
    const client = poolOf(url, 1);
    await client.query(`begin; set local role sluss_app; set local app.unit = '${unit}';
      insert into access_log (unit, at, who, roles, action, outcome, rules)
      values ('${unit}', now(), 'anna', '{caseworker}', 'readCase', 'answered', '{}'); commit`);
    await client.end();
  }

  test('CREATEROLE is enough to migrate, to run under sluss_app, and to number the lines that are there', async () => {
    await migrateAsBefore();
    for (const unit of ['sav', 'north', 'sav']) await writeAsBefore(unit);
    await migrate(url);
    await db.check();
    const linesOf = (unit: string) =>
      db.inUnit(unit, (tx) =>
        tx.selectFrom('access_log').select(['number', 'mac']).orderBy('number').execute(),
      );
    expect(await linesOf('sav')).toEqual([
      { number: 1, mac: null },
      { number: 2, mac: null },
    ]);
    expect(await linesOf('north')).toEqual([{ number: 1, mac: null }]);
  });

  test('row security holds the owner too, also after the log was numbered', async () => {
    const owner = poolOf(url, 1);
    const { rows } = await owner.query('select from access_log union all select from log_heads');
    expect(rows).toEqual([]);
    await owner.end();
  });
});
