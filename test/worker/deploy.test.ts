import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

import { openEmbedded } from '../support/embedded';
import { caseTaskQueue } from '../../messages/case-messages';
import { readConfig } from '../../worker/config';
import { deploymentOptions } from '../../worker/deployment';
import { runOps } from '../../worker/ops/commands';
import { openStore } from '../store/support/databases';
import type { TestStore } from '../store/support/databases';

const BUILD = '2026.12.0';

let env: TestWorkflowEnvironment;
let store: TestStore;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  const executable = { type: 'existing-path', path: process.env['TEMPORAL_CLI_PATH'] ?? '' } as const;
  env = await TestWorkflowEnvironment.createLocal({ server: { executable, namespace: 'sluss-sav' } });
  store = await openStore(openEmbedded);
}, 180_000);
afterAll(async () => {
  await env.teardown();
  await store.close();
});

/** As `npm run ops -- deploy …` with the worker's environment: exit code, and all that it said. */
const deploy = (...args: readonly string[]): Promise<readonly [number, string]> => deployIn({}, ...args);

async function deployIn(
  more: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<readonly [number, string]> {
  const said: string[] = [];
  const tell = (line: string): void => void said.push(line);
  const variables = {
    ...{ SLUSS_DATABASE_URL: store.url, SLUSS_MASTER_KEYS: `file:${store.keysDir}` },
    ...{ SLUSS_TEMPORAL_ADDRESS: env.address, SLUSS_UNITS: 'sav' },
    ...more,
  };
  const code = await runOps(['deploy', ...args], variables, { print: tell, say: tell });
  return [code, said.join('\n')];
}

test('a build is made current by the command alone, for a share first, and back; one without workers is not', async () => {
  expect(await deploy()).toEqual([0, 'sav: current unversioned; seen: none']);
  expect(await deploy(BUILD, '--do')).toEqual([2, expect.stringContaining(`no worker of build ${BUILD}`)]);

  const worker = await Worker.create({
    ...{ connection: env.nativeConnection, namespace: 'sluss-sav', taskQueue: caseTaskQueue },
    activities: { none: () => Promise.resolve() },
    ...deploymentOptions(BUILD),
  });
  await worker.runUntil(async () => {
    const lastMoment = Date.now() + 60_000;
    while ((await deploy(BUILD, '--percent', '10', '--do'))[0] !== 0)
      expect(Date.now()).toBeLessThan(lastMoment);
    expect(await deploy()).toEqual([0, `sav: current unversioned, 10 % on ${BUILD}; seen: ${BUILD}`]);
    // Back while a share is on the new build: nothing may stay there.
    expect(await deploy('unversioned', '--do')).toEqual([0, `sav: current unversioned; seen: ${BUILD}`]);
    expect((await deploy(BUILD, '--percent', '10', '--do'))[0]).toBe(0);
    expect(await deploy(BUILD)).toEqual([0, expect.stringContaining('Nothing was changed')]);
    expect(await deploy(BUILD, '--do')).toEqual([0, `sav: current ${BUILD}; seen: ${BUILD}`]);
    expect(await deploy('unversioned', '--do')).toEqual([0, `sav: current unversioned; seen: ${BUILD}`]);
  });
}, 180_000);

test('where the namespace is not there that is an error, and not a unit without builds', async () => {
  expect(await deployIn({ SLUSS_NAMESPACE_PREFIX: 'other' })).toEqual([
    2,
    expect.stringContaining('no namespace other-sav'),
  ]);
});

test.each([
  [['a b'], 'is no build'],
  [['one', 'two'], 'too much'],
  [[BUILD, '--percent', '200'], 'from 0 to 100'],
  [['--percent', '5'], 'Name a build'],
])('%j is refused: %s', async (args, why) => {
  expect(await deploy(...args)).toEqual([2, expect.stringContaining(why)]);
});

test('a worker’s build is read from its environment, and a name that cannot be one stops the start', () => {
  const needed = {
    ...{ SLUSS_TEMPORAL_ADDRESS: 'x', SLUSS_DATABASE_URL: '/socket x', SLUSS_PROFILE: 'goteborg' },
    ...{ SLUSS_UNITS: 'sav', SLUSS_MASTER_KEYS: 'file:x', SLUSS_SIGNING_KEYS_DIR: 'x' },
    SLUSS_ADDRESS_BOOK_FILE: 'x',
  };
  expect(readConfig(needed).buildId).toBeUndefined();
  expect(readConfig({ ...needed, SLUSS_BUILD_ID: BUILD }).buildId).toBe(BUILD);
  expect(() => readConfig({ ...needed, SLUSS_BUILD_ID: 'a/b' })).toThrow('SLUSS_BUILD_ID');
});
