import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ops } from './support/ops';
import { unique } from './support/steps';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluss-copy-'));
});

afterAll(async () => {
  await rm(dir, { recursive: true });
});

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
});
