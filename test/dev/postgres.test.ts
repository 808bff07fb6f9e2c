import { Client, Pool } from 'pg';

import { openPostgres } from '../../dev/postgres';
import type { EmbeddedPostgres } from '../../dev/postgres';

let postgres: EmbeddedPostgres;

beforeAll(async () => {
  postgres = await openPostgres({ port: 0 });
});

afterAll(async () => {
  await postgres.close();
});

/** A client whose connection is cut, as when its process is killed. */
async function cutAfter(say: (client: Client) => void): Promise<void> {
  const client = new Client(postgres.url);
  client.on('error', () => undefined);
  await client.connect();
  say(client);
  await new Promise((resolve) => setImmediate(resolve));
  (client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy();
}

test('statements with parameters of several pools at once each get their own answer', async () => {
  const pools = [1, 2, 3].map(() => new Pool({ connectionString: postgres.url, max: 4 }));
  const answers = pools.flatMap((pool, index) =>
    Array.from({ length: 100 }, async (_, turn) => {
      const sent = `${index}/${turn}`;
      const { rows } = await pool.query<{ got: string }>('select $1::text as got', [sent]);
      return [sent, rows[0]?.got];
    }),
  );
  for (const [sent, got] of await Promise.all(answers)) expect(got).toBe(sent);
  await Promise.all(pools.map((pool) => pool.end()));
});

test('what a transaction sets for itself is not seen by another', async () => {
  const pool = new Pool({ connectionString: postgres.url, max: 2 });
  const [first, second] = await Promise.all([pool.connect(), pool.connect()]);
  const unit = `select current_setting('app.unit', true) as unit`;
  await first.query('BEGIN');
  await first.query(`select set_config('app.unit', 'one', true)`);
  const fromSecond = second.query<{ unit: string | null }>(unit);
  await expect(first.query(unit)).resolves.toMatchObject({ rows: [{ unit: 'one' }] });
  await first.query('COMMIT');
  expect((await fromSecond).rows[0]?.unit).toBeFalsy();
  first.release();
  second.release();
  await pool.end();
});

test('a connection lost inside a transaction or a statement is undone and blocks nobody', async () => {
  const pool = new Pool({ connectionString: postgres.url });
  await pool.query('create table kept (value int)');
  await Promise.all(
    Array.from({ length: 20 }, async (_, turn) =>
      cutAfter((client) => {
        const unheard = (): void => undefined;
        if (turn % 2 === 0) client.query('BEGIN; insert into kept values (1)').catch(unheard);
        else client.query('insert into missing values ($1)', [turn]).catch(unheard);
      }),
    ),
  );
  await expect(pool.query('select * from kept')).resolves.toMatchObject({ rows: [] });
  await pool.end();
});
