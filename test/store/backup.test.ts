import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Kysely, Migrator, PostgresDialect } from 'kysely';
import { Pool } from 'pg';

import { createKeyRing } from '../../security/key-ring';
import { fileMasterKeys } from '../../security/master-key-files';
import { connect } from '../../store/database';
import { createKeyStore } from '../../store/key-store';
import { migrations } from '../../store/migrate';
import { createStore } from '../../store/store';
import { describeFile, writeManifest } from '../../worker/ops/backup/manifest';
import { runOps } from '../../worker/ops/commands';
import { openStore, profile, servers } from './support/databases';
import type { TestDatabase, TestStore } from './support/databases';
import { fill } from './support/filled';
import type { Names } from './support/filled';
import { NOW, unique } from './support/steps';

/** Runs one command line against a database, and gives its exit code and all that it printed. */
async function ops(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly text: string }> {
  const lines: string[] = [];
  const take = (line: string): void => void lines.push(line);
  const code = await runOps(args, { PATH: process.env['PATH'], ...env }, { print: take, say: take });
  return { code, text: lines.join('\n') };
}

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
    execFileSync('pg_dump', ['--format=custom', '--no-owner', `--file=${from}/sluss.dump`, older.url]);
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

describe('the embedded run', () => {
  const state = (): string => join(dir, 'state');
  const copy = (): string => join(dir, 'copy');
  const env = (): Record<string, string> => ({ SLUSS_STATE_DIR: state() });

  beforeAll(() => {
    mkdirSync(join(state(), 'postgres', 'empty'), { recursive: true });
    mkdirSync(join(state(), 'keys'));
    writeFileSync(join(state(), 'postgres', 'rows'), 'sealed');
    writeFileSync(join(state(), 'temporal.db'), 'sealed');
  });

  test('is copied and put back while it is stopped, and its keys are not in the copy', async () => {
    const running = { supervisor: { pid: process.pid } };
    writeFileSync(join(state(), 'lock.json'), JSON.stringify(running));
    const refused = await ops(env(), 'backup', '--embedded', '--out', copy(), '--do');
    expect([refused.code, refused.text]).toEqual([2, expect.stringContaining('Stop it first')]);
    await rm(join(state(), 'lock.json'));

    expect((await ops(env(), 'backup', '--embedded', '--out', copy())).code).toBe(0);
    expect(existsSync(copy())).toBe(false);
    expect((await ops(env(), 'backup', '--embedded', '--out', copy(), '--do')).code).toBe(0);
    expect(existsSync(join(copy(), 'keys'))).toBe(false);
    const modeOf = (name: string): string => (statSync(join(copy(), name)).mode & 0o777).toString(8);
    expect(['.', 'postgres', 'postgres/empty'].map(modeOf)).toEqual(['700', '700', '700']);
    expect(['manifest.json', 'temporal.db', 'postgres/rows'].map(modeOf)).toEqual(['600', '600', '600']);

    const over = await ops(env(), 'restore', '--embedded', '--from', copy(), '--do');
    expect([over.code, over.text]).toEqual([2, expect.stringContaining('Nothing is ever restored over')]);
    for (const part of ['postgres', 'temporal.db']) await rm(join(state(), part), { recursive: true });
    expect((await ops(env(), 'restore', '--embedded', '--from', copy(), '--do')).code).toBe(0);
    expect(readFileSync(join(state(), 'postgres', 'rows'), 'utf8')).toBe('sealed');
    expect(existsSync(join(state(), 'postgres', 'empty'))).toBe(true);
  });

  test.each<[string, (at: string) => Promise<void> | void, string]>([
    [
      'was changed',
      (at) => {
        writeFileSync(join(at, 'postgres', 'rows'), 'other');
      },
      'postgres/rows is not as it was',
    ],
    ['lacks a file', (at) => rm(join(at, 'temporal.db')), 'temporal.db is not as it was'],
    [
      'has a file more',
      (at) => {
        writeFileSync(join(at, 'postgres', 'more'), '');
      },
      'postgres/more is not in the manifest',
    ],
    ['was cut off', (at) => rm(join(at, 'manifest.json')), 'one that was cut off'],
  ])('a copy that %s is not put back', async (_what, damage, why) => {
    const damaged = join(dir, unique('damaged'));
    cpSync(copy(), damaged, { recursive: true });
    await damage(damaged);
    const empty = { SLUSS_STATE_DIR: join(dir, 'nothing') };
    const { code, text } = await ops(empty, 'restore', '--embedded', '--from', damaged, '--do');
    expect([code, text, existsSync(join(dir, 'nothing'))]).toEqual([2, expect.stringContaining(why), false]);
  });

  test('a copy is not taken for a dump', async () => {
    const { code, text } = await ops({}, 'restore', '--from', copy(), '--do');
    expect([code, text]).toEqual([2, expect.stringContaining('say --embedded')]);
  });
});
