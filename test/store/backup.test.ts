import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Kysely, Migrator, PostgresDialect } from 'kysely';
import { Pool } from 'pg';

import { createKeyRing } from '../../security/key-ring';
import { fileMasterKeys } from '../../security/master-key-files';
import { connect } from '../../store/database';
import { createKeyStore } from '../../store/key-store';
import { lastMigration, migrations } from '../../store/migrate';
import { createStore } from '../../store/store';
import { describeFile, writeManifest } from '../../worker/ops/backup/manifest';
import { runProgram } from '../../worker/ops/backup/programs';
import { openStore, profile, servers } from './support/databases';
import type { TestDatabase, TestStore } from './support/databases';
import { fill } from './support/filled';
import type { Names } from './support/filled';
import { ops } from './support/ops';
import { NOW } from './support/steps';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluss-backup-'));
});

afterAll(async () => {
  await rm(dir, { recursive: true });
});

const ofPostgres = servers.filter(({ server }) => server === 'PostgreSQL');

/** What PostgreSQL's own programs do is tried where there is a PostgreSQL; the embedded database is copied instead. */
for (const { server, open } of ofPostgres)
  describe(`npm run ops -- backup and restore on ${server}`, () => {
    backedUp(open);
  });

function backedUp(open: () => Promise<TestDatabase>): void {
  let store: TestStore;
  let target: TestDatabase;
  let names: Names;
  let out: string;

  const envOf = (url: string): Record<string, string> => ({
    SLUSS_DATABASE_URL: url,
    SLUSS_MASTER_KEYS: `file:${store.keysDir}`,
    SLUSS_UNITS: 'sav,north',
  });

  beforeAll(async () => {
    store = await openStore(open);
    target = await open();
    names = await fill(store.store, 'sav');
    out = join(dir, 'backup');
  });

  afterAll(async () => {
    await target.close();
    await store.close();
  });

  test('AUD-3: what was backed up is there after the restore, opens with the keys kept apart, and its logs are sound', async () => {
    const dry = await ops(envOf(store.url), 'backup', '--out', out);
    expect([dry.code, existsSync(out)]).toEqual([0, false]);
    expect(dry.text).toContain('Say --do');
    const made = await ops(envOf(store.url), 'backup', '--out', out, '--do');
    expect([made.code, made.text]).toEqual([
      0,
      expect.stringMatching(/sluss\.dump: \d+ bytes, sha256 [0-9a-f]{64}/),
    ]);
    expect(made.text).toContain('sav: 1');
    // Neither identity nor narrative stands in it, nor a key.
    const dump = readFileSync(join(out, 'sluss.dump'));
    for (const word of ['Nils', '199001012384', 'of sav']) expect(dump.includes(word)).toBe(false);

    const told = await ops(envOf(target.url), 'restore', '--from', out);
    expect([told.code, told.text]).toEqual([0, expect.stringContaining('Nothing was written')]);
    const done = await ops(envOf(target.url), 'restore', '--from', out, '--do');
    expect([done.code, done.text]).toEqual([0, expect.stringContaining('npm run ops -- reconcile')]);
    expect(done.text).toContain('sav: its log is sound');

    const db = connect(target.url, { max: 2 });
    const ring = createKeyRing({ store: createKeyStore(db), masterKeys: fileMasterKeys(store.keysDir) });
    const restored = createStore({ db, ring, profile });
    await expect(restored.journal.load('sav', names.caseRef, 1)).resolves.toEqual(
      await store.store.journal.load('sav', names.caseRef, 1),
    );
    await expect(restored.journal.load('north', names.caseRef, 1)).resolves.toEqual([]);
    await expect(restored.notes.texts('sav', names.caseRef, [names.noteId])).resolves.toEqual(
      new Map([[names.noteId, 'of sav']]),
    );
    await db.close();
  });

  test('nothing is restored over a database, nor from a backup that was changed', async () => {
    const filled = await ops(envOf(store.url), 'restore', '--from', out, '--do');
    expect([filled.code, filled.text]).toEqual([2, expect.stringContaining('Nothing is ever restored over')]);
    writeFileSync(join(out, 'sluss.dump'), 'changed', { flag: 'a' });
    const changed = await ops(envOf(target.url), 'restore', '--from', out, '--do');
    expect([changed.code, changed.text]).toEqual([2, expect.stringContaining('sluss.dump is not as it was')]);
  });

  test('AUD-1: a drill beside a live database checks and writes in the restored one alone', async () => {
    const drill = await open();
    const linesOf = async (url: string): Promise<number> => {
      const pool = new Pool({ connectionString: url, max: 1 });
      const { rows } = await pool.query<{ lines: string }>('select count(*) as lines from access_log');
      await pool.end();
      return Number(rows[0]?.lines);
    };
    const kept = join(dir, 'kept');
    await ops(envOf(store.url), 'backup', '--out', kept, '--do');
    const before = await linesOf(store.url);
    const env = { ...envOf(store.url), SLUSS_BACKUP_DATABASE_URL: drill.url };
    const { code, text } = await ops(env, 'restore', '--from', kept, '--do');
    expect([code, text]).toEqual([0, expect.stringContaining('SLUSS_DATABASE_URL names another database')]);
    await expect(linesOf(store.url)).resolves.toBe(before);
    // Of each unit the dump lacks the line that the backup was done; it has two that it was restored.
    await expect(linesOf(drill.url)).resolves.toBe(before + 2);
    await drill.close();
  });

  test('a backup of the release before is brought to this schema, and its logs are checked', async () => {
    const [older, into] = [await open(), await open()];
    const [schema = ''] = Object.keys(migrations).slice(-2);
    const db = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: new Pool({ connectionString: older.url, max: 1 }) }),
    });
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    expect((await new Migrator({ db, provider }).migrateTo(schema)).error).toBeUndefined();
    await db.destroy();
    const from = join(dir, 'older');
    mkdirSync(from);
    const args = ['--format=custom', '--no-owner', `--file=${from}/sluss.dump`];
    await runProgram(process.env, 'pg_dump', older.url, args);
    const about = { v: 1, at: NOW, postgres: '', schema, units: [{ unit: 'sav', masterKeys: [1] }] };
    await writeManifest(from, { ...about, v: 1, files: [await describeFile(from, 'sluss.dump')] });

    const { code, text } = await ops(envOf(into.url), 'restore', '--from', from, '--do');
    expect([code, text]).toEqual([0, expect.stringContaining('sav: its log is sound')]);
    const restored = connect(into.url, { max: 1 });
    await expect(restored.check()).resolves.toBeUndefined();
    await restored.close();
    await into.close();
    await older.close();
  });

  test('AUD-3: a log with faults is backed up, its end is not vouched for, and the command does not end well', async () => {
    const faulty = await openStore(open);
    await fill(faulty.store, 'sav');
    await faulty.admin.query("update access_log set who = 'another' where unit = 'sav' and number = 1");
    const env = { ...envOf(faulty.url), SLUSS_MASTER_KEYS: `file:${faulty.keysDir}` };
    const to = join(dir, 'faulty');
    const { code, text } = await ops(env, 'backup', '--out', to, '--do');
    expect([code, text]).toEqual([1, expect.stringMatching(/^sav: FAULTS in its log/m)]);
    const { units } = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8')) as {
      readonly units: readonly { readonly unit: string; readonly head?: object }[];
    };
    expect(units.map(({ unit, head }) => [unit, head !== undefined])).toEqual([
      ...[
        ['sav', false],
        ['north', true],
        ['unaddressed', true],
      ],
    ]);
    await faulty.close();
  });

  test.each([
    ['', 'needs SLUSS_TEMPORAL_DATABASE_URLS'],
    ['not an address', 'SLUSS_TEMPORAL_DATABASE_URLS must be an address'],
    ['postgres://127.0.0.1:1/temporal', 'ECONNREFUSED'],
  ])('a backup with %j for Temporal is not begun: %s', async (urls, why) => {
    const never = join(dir, 'half');
    const env = { ...envOf(store.url), SLUSS_TEMPORAL_DATABASE_URLS: urls };
    const { code, text } = await ops(env, 'backup', '--out', never, '--temporal', '--do');
    expect([code, text, existsSync(never)]).toEqual([2, expect.stringContaining(why), false]);
  });

  test('ACC-1: a login that row security holds cannot dump, and is told which can', async () => {
    const login = `reader_${Date.now().toString(36)}`;
    await store.admin.query(`create role ${login} login in role sluss_app`);
    const url = new URL(store.url);
    url.username = login;
    const { code, text } = await ops(
      { ...envOf(store.url), SLUSS_BACKUP_DATABASE_URL: url.href },
      'backup',
      ...['--out', join(dir, 'never'), '--do'],
    );
    await store.admin.query(`drop role ${login}`);
    expect([code, text]).toEqual([2, expect.stringContaining('BYPASSRLS')]);
  });
}

test('a copy of an embedded run is not taken for a dump', async () => {
  const copy = join(dir, 'copy');
  mkdirSync(copy);
  const about = { v: 1, kind: 'embedded', at: NOW, postgres: 'PGlite', schema: lastMigration } as const;
  await writeManifest(copy, { ...about, files: [], units: [] });
  const { code, text } = await ops({}, 'restore', '--from', copy, '--do');
  expect([code, text]).toEqual([2, expect.stringContaining('say --embedded')]);
});
