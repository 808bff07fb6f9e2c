import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runOps } from '../../worker/ops/commands';
import { eachOf } from '../../worker/ops/each';

/** Nobody listens there: a port of the system's own. */
const NOWHERE = 'postgres://postgres@127.0.0.1:1/postgres';

let state: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'sluss-stopped-'));
});
afterEach(() => {
  rmSync(state, { recursive: true });
});

async function ops(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly text: string }> {
  const lines: string[] = [];
  const take = (line: string): void => void lines.push(line);
  const code = await runOps(args, { SLUSS_STATE_DIR: state, ...env }, { print: take, say: take });
  return { code, text: lines.join('\n') };
}

const service = () => ({
  SLUSS_DATABASE_URL: NOWHERE,
  SLUSS_MASTER_KEYS: `file:${state}`,
  SLUSS_TEMPORAL_ADDRESS: '127.0.0.1:1',
  SLUSS_UNITS: 'sav,north',
});

test('of an embedded run that is stopped health says so, and how to start it, and blames no key', async () => {
  writeFileSync(join(state, 'environment.json'), JSON.stringify(service()));
  const { code, text } = await ops({}, 'health');
  expect([code, text.split('\n')]).toEqual([
    1,
    [
      `ILL   service: the embedded run of ${state} is stopped`,
      expect.stringMatching(/→ Start it: npm start$/),
    ],
  ]);
  const other = await ops({}, 'stalled');
  expect(other).toEqual({
    code: 2,
    text: `Nothing can be asked: the embedded run of ${state} is stopped. Start it: npm start`,
  });
});

test('where the database does not answer health says that, and nothing of keys that could not be asked', async () => {
  const { code, text } = await ops(service(), 'health');
  expect([code, text]).toEqual([1, expect.stringMatching(/^ILL {3}database: .*ECONNREFUSED/)]);
  expect(text).not.toMatch(/keys|backlog/);
});

test('long work tells every few seconds how far it is, and not at each item', async () => {
  jest.useFakeTimers();
  const said: string[] = [];
  const progress = { say: (line: string) => said.push(line), what: 'sav: cases looked at' };
  await eachOf(Array.from({ length: 60 }), progress, () => {
    jest.advanceTimersByTime(500);
    return Promise.resolve();
  });
  jest.useRealTimers();
  expect(said).toHaveLength(6);
  expect(said[0]).toMatch(/^sav: cases looked at: \d+ of 60$/);
});

test.each(['health', 'stalled', 'replay', 'keys'])(
  'before the first start %s says first what to do',
  async (name) => {
    const { code, text } = await ops({}, name);
    expect([code, text]).toEqual([2, expect.stringMatching(/^Start the service first: npm start\./)]);
  },
);
