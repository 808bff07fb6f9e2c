import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openEmbedded } from '../support/embedded';
import { openStore } from '../store/support/databases';
import type { TestStore } from '../store/support/databases';
import { NOW, someCase } from '../store/support/steps';
import { run } from './service';
import type { Ended } from './service';

const LINES = 9;
const caseRef = someCase();
/** What stands in the lines, and may not stand in what the commands print. */
const content = ['invented.person', 'inventedRole', caseRef, 'inventedAction', 'invented-request'];

let store: TestStore;
let dir: string;
let heads: string;

beforeAll(async () => {
  store = await openStore(openEmbedded);
  dir = await mkdtemp(join(tmpdir(), 'sluss-log-'));
  heads = join(dir, 'heads.json');
  const line = { at: NOW, unit: 'sav', who: 'invented.person', roles: ['inventedRole'], caseRef } as const;
  const said = { action: 'inventedAction', outcome: 'answered', rules: ['ACC-2'] } as const;
  for (let nth = 0; nth < LINES; nth += 1) {
    await store.store.accessLog.write({ ...line, ...said, requestId: 'invented-request' });
  }
});

afterAll(async () => {
  await store.close();
  await rm(dir, { recursive: true });
});

/** As `npm run log:verify` and `npm run log:head` run it. */
async function log(...args: readonly string[]): Promise<Ended> {
  const ended = await run('worker/log-main.ts', args, {
    ...process.env,
    SLUSS_DATABASE_URL: store.url,
    SLUSS_MASTER_KEYS: `file:${store.keysDir}`,
    SLUSS_UNITS: 'sav,north',
  });
  for (const word of content) expect(ended.output).not.toContain(word);
  return ended;
}

/** What somebody does who can write everything in the database, until `work` has ended. */
async function whileAltered(statements: readonly string[], work: () => Promise<void>): Promise<void> {
  const tables = ['access_log', 'log_heads'];
  for (const table of tables) await store.admin.query(`create table kept_${table} as table ${table}`);
  for (const statement of statements) await store.admin.query(statement);
  await work();
  for (const table of tables) {
    await store.admin.query(`delete from ${table}`);
    await store.admin.query(`insert into ${table} select * from kept_${table}`);
    await store.admin.query(`drop table kept_${table}`);
  }
}

const cutTail = [
  `delete from access_log where unit = 'sav' and number > 6`,
  `update log_heads set (number, mac) = (select number, mac from access_log where unit = 'sav' and number = 6)
   where unit = 'sav'`,
];

describe('AUD-3: npm run log:verify and npm run log:head', () => {
  test('a sound log ends with 0, its head is exported once, and the log is sound against it', async () => {
    const sound = await log('verify');
    expect([sound.code, sound.output]).toEqual([0, expect.stringContaining(`sav: sound. ${LINES} lines`)]);
    expect((await log('head', '--out', heads)).code).toBe(0);
    expect(JSON.parse(await readFile(heads, 'utf8'))).toContainEqual(
      expect.objectContaining({ unit: 'sav', number: LINES }),
    );
    expect((await log('head', '--out', heads)).code).toBe(2);
    const against = await log('verify', '--head', heads);
    expect([against.code, against.output]).toEqual([0, expect.stringContaining('compared with the head of')]);
  });

  test('a line that was altered ends with 1 and its number, and no head is exported', async () => {
    await whileAltered([`update access_log set who = 'x' where unit = 'sav' and number = 4`], async () => {
      const { code, output } = await log('verify');
      expect(code).toBe(1);
      expect(output).toMatch(/sav: FAULTS[^]*Line 4 does not fit[^]*north: sound/);
      const other = join(dir, 'other.json');
      expect((await log('head', '--out', other)).code).toBe(1);
      await expect(readFile(other)).rejects.toThrow('ENOENT');
    });
  });

  test('a tail that was cut without a trace ends with 1 and the numbers, once a head is there to compare with', async () => {
    await whileAltered(cutTail, async () => {
      expect((await log('verify', '--unit', 'sav')).code).toBe(0);
      const { code, output } = await log('verify', '--unit', 'sav', '--head', heads);
      expect([code, output]).toEqual([1, expect.stringContaining('Each of lines 7 to 9 was there')]);
    });
  });

  test('a head that was forged to suit the cut log is told, and so is a file without the unit’s head or with none at all', async () => {
    const forged = join(dir, 'forged.json');
    await whileAltered(cutTail, async () => {
      const text = (await readFile(heads, 'utf8')).replace(`"number": ${LINES}`, '"number": 6');
      await writeFile(forged, text);
      const { code, output } = await log('verify', '--head', forged);
      expect([code, output]).toEqual([2, expect.stringContaining('The head of sav in the file is altered')]);
    });
    await writeFile(forged, '[]');
    const { code, output } = await log('verify', '--head', forged);
    expect([code, output]).toEqual([
      2,
      expect.stringContaining('sav: could not be checked. The file has no head of it'),
    ]);
    for (const text of ['{"unit":"sav"}', 'no JSON']) {
      await writeFile(forged, text);
      const none = await log('verify', '--head', forged);
      expect([none.code, none.output]).toEqual([2, expect.stringContaining('holds no heads')]);
    }
  });
});
