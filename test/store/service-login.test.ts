import type { Pool } from 'pg';

import { connect } from '../../store/database';
import type { Database } from '../../store/database';
import { migrate } from '../../store/migrate';
import { poolOf, servers } from './support/databases';
import type { TestDatabase } from './support/databases';
import { unique } from './support/steps';

describe.each(servers)('a login that may take the role sluss_app and no more, on $server', ({ open }) => {
  let database: TestDatabase;
  let admin: Pool;
  let service: Pool;
  let db: Database;

  beforeAll(async () => {
    database = await open();
    await migrate(database.url);
    admin = poolOf(database.url, 1);
    const login = unique('service').toLowerCase().replaceAll('-', '_');
    await admin.query(`create role ${login} login password 'invented'; grant sluss_app to ${login}`);
    const url = Object.assign(new URL(database.url), { username: login, password: 'invented' });
    // The embedded database takes every login for its one, and all connections are one session.
    if (url.pathname === '/postgres') await admin.query(`set session authorization ${login}`);
    service = poolOf(url.href, 1);
    db = connect(url.href, { max: 1 });
  });

  afterAll(async () => {
    await db.close();
    await service.end();
    await admin.query('reset session authorization');
    await admin.end();
    await database.close();
  });

  test('is enough for the service to start and to work', async () => {
    await db.check();
    const rows = await db.inUnit('sav', (tx) => tx.selectFrom('cases').select('case_ref').execute());
    expect(rows).toEqual([]);
  });

  test.each([
    ['owns nothing', `select from pg_class where pg_get_userbyid(relowner) = current_user`],
    ['sees no row without a unit', 'select from cases union all select from access_log'],
  ])('CON-6: it %s', async (_what, statement) => {
    expect((await service.query(statement)).rows).toEqual([]);
  });

  test.each(['create table mine (x int)', 'create role friend', 'drop table journal', 'delete from journal'])(
    'it may not %s',
    async (statement) => {
      await expect(service.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    },
  );
});
