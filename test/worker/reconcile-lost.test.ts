import { join } from 'node:path';

import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

import { openEmbedded } from '../support/embedded';
import type { Step } from '../../domain/kernel/step';
import type { LetterKind } from '../../domain/letters/letter';
import { caseWorkflowType, searchAttributes } from '../../messages/case-messages';
import { createPayloadCodec } from '../../security/payload-codec';
import { startOptions } from '../../worker/revive';
import { openStore } from '../store/support/databases';
import type { TestStore } from '../store/support/databases';
import { append, event, letter, NOW, someCase, step, unique, wireLetter } from '../store/support/steps';
import { runReconcile } from './reconcile-run';
import type { Reconciled } from './reconcile-run';

const failureConverterPath = require.resolve('../../security/failure-converter');

let env: TestWorkflowEnvironment;
let store: TestStore;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  const executable = { type: 'existing-path', path: process.env['TEMPORAL_CLI_PATH'] ?? '' } as const;
  const extraArgs = ['--namespace', 'sluss-north'];
  const server = {
    ...{ executable, namespace: 'sluss-sav', extraArgs },
    searchAttributes: [...searchAttributes],
  };
  env = await TestWorkflowEnvironment.createLocal({ server });
  store = await openStore(openEmbedded);
}, 180_000);

afterAll(async () => {
  await env.teardown();
  await store.close();
});

/** `npm run ops -- reconcile … --json` over the test's database and server. */
const reconcile = (...args: readonly string[]): Promise<Reconciled> =>
  runReconcile(
    {
      ...{ SLUSS_DATABASE_URL: store.url, SLUSS_MASTER_KEYS: `file:${store.keysDir}` },
      ...{ SLUSS_TEMPORAL_ADDRESS: env.address, SLUSS_UNITS: 'sav,north' },
    },
    args,
  );

/** A case whose file says that a letter of the kind went out to North. */
async function sent(kind: LetterKind): Promise<{ readonly caseRef: string; readonly letterId: string }> {
  const caseRef = someCase();
  const one = letter([], { kind, to: 'north' });
  const { letterId } = one;
  await store.store.journal.append(append(caseRef, 1, { step: { events: [event({ letters: [one] })] } }));
  await store.store.journal.append(append(caseRef, 2, { step: { commandId: `delivery:${letterId}` } }));
  await store.admin.query("update outbox set state = 'sent', ended_at = $2 where letter_id = $1", [
    letterId,
    NOW,
  ]);
  return { caseRef, letterId };
}

test('TRF-6: what went out to a unit whose case is lost is told of at each run, and that nobody holds the application', async () => {
  const [pack, other, kept] = [
    await sent('transferPackage'),
    await sent('disclosure'),
    await sent('transferPackage'),
  ];
  const arrived = wireLetter({ letterId: kept.letterId, from: 'sav', to: 'north', kind: 'transferPackage' });
  await store.store.inbox.receive({ unit: 'north', letter: arrived, receivedAt: NOW });

  await reconcile('--do');
  const again = await reconcile('--do');
  expect(again.code).toBe(1);
  const expected = [
    { kind: 'holderLost', unit: 'sav', to: 'north', caseRef: pack.caseRef, letters: [pack.letterId] },
    { kind: 'recipientLost', unit: 'sav', to: 'north', caseRef: other.caseRef, letters: [other.letterId] },
  ];
  expect(again.told.map(({ finding }) => finding)).toEqual(expect.arrayContaining(expected));
  expect(again.told).toHaveLength(expected.length);

  const handled = ['--handled', pack.caseRef, '--by', 'INC-7'];
  expect((await reconcile(...handled)).told.map(({ outcome }) => outcome)).toEqual(['left', 'left']);
  await reconcile(...handled, '--do');
  const after = await reconcile();
  const ends = after.told.map(({ finding, outcome, by }) => [finding.kind, outcome, by]);
  expect(ends).toHaveLength(2);
  expect(ends).toEqual(
    expect.arrayContaining([
      ['holderLost', 'handled', 'INC-7'],
      ['recipientLost', 'left', undefined],
    ]),
  );
  expect(after.code).toBe(1);
  await reconcile('--handled', other.caseRef, '--by', 'INC-8', '--do');
  expect((await reconcile()).code).toBe(0);
}, 180_000);

test('ADR 0025: a sent letter that was altered is one more finding, and the others are told all the same', async () => {
  const [altered, lost] = [await sent('disclosure'), await sent('disclosure')];
  await store.admin.query("update outbox set sealed = decode('00', 'hex') where letter_id = $1", [
    altered.letterId,
  ]);
  const { told, why } = await reconcile('--do');
  await store.admin.query('delete from outbox where letter_id = $1', [altered.letterId]);
  expect(why).toBe('');
  const found = told.map(({ finding }) => finding);
  expect(found).toContainEqual({
    kind: 'altered',
    unit: 'sav',
    caseRef: altered.caseRef,
    letters: [altered.letterId],
  });
  expect(found).toContainEqual(expect.objectContaining({ kind: 'recipientLost', caseRef: lost.caseRef }));
}, 180_000);

/** Runs a case that was answered these steps; where it is `long` it goes on as a new run, which has not read the journal yet. */
async function runs(unit: string, steps: readonly Step[], isLong = false): Promise<string> {
  const caseRef = someCase();
  const dataConverter = { payloadCodecs: [createPayloadCodec(unit, store.ring)], failureConverterPath };
  const { connection, nativeConnection } = env;
  const client = new Client({ connection, namespace: `sluss-${unit}`, dataConverter });
  const worker = await Worker.create({
    ...{ connection: nativeConnection, namespace: `sluss-${unit}`, dataConverter },
    ...{
      taskQueue: unique('queue'),
      workflowsPath: join(__dirname, '..', 'workflows', 'loading-case.ts'),
    },
    activities: { load: () => Promise.resolve({ steps }) },
  });
  const [first] = steps;
  await store.store.journal.append(append(caseRef, 1, { unit, step: { ...first } }));
  await worker.runUntil(async () => {
    const { taskQueue } = worker.options;
    const handle = await client.workflow.start(caseWorkflowType, {
      ...startOptions(unit, caseRef),
      taskQueue,
    });
    while (!(await handle.query<boolean>('loaded')));
    if (!isLong) return;
    const { runId } = await handle.describe();
    await handle.signal('long');
    while ((await client.workflow.getHandle(caseRef).describe()).runId === runId);
  });
  return caseRef;
}

/** A case that runs under a key that is not in the database, as one does that was opened after the backup. */
async function opensUnderLostKey(unit: string): Promise<string> {
  const caseRef = await runs(unit, [step(1)]);
  for (const table of ['journal', 'case_people', 'cases'])
    await store.admin.query(`delete from ${table} where case_ref = $1`, [caseRef]);
  await store.admin.query("delete from keys where key_id = 'case:' || $1", [caseRef]);
  return caseRef;
}

const isRunning = async (unit: string, caseRef: string): Promise<boolean> => {
  const client = new Client({ connection: env.connection, namespace: `sluss-${unit}` });
  return (await client.workflow.getHandle(caseRef).describe()).status.name === 'RUNNING';
};

test('ADR 0025: the workflow of a lost case is ended only when the case is named', async () => {
  await sent('disclosure');
  const caseRef = await opensUnderLostKey('sav');
  const left = await reconcile('--do', '--case', caseRef);
  expect([left.code, left.told.map(({ finding, outcome }) => [finding.kind, outcome])]).toEqual([
    1,
    [['lostCase', 'left']],
  ]);
  await expect(isRunning('sav', caseRef)).resolves.toBe(true);
  expect((await reconcile('--do', '--case', caseRef, '--give-up', caseRef)).code).toBe(0);
  await expect(isRunning('sav', caseRef)).resolves.toBe(false);
}, 180_000);

test('ADR 0025: a unit without a case in the database, beside workflows of its cases, is not reconciled: it is not their database', async () => {
  const caseRef = await opensUnderLostKey('north');
  const { code, told, why } = await reconcile('--do', '--unit', 'north', '--give-up', caseRef);
  expect([code, told]).toEqual([2, []]);
  expect(why).toMatch(/SLUSS_DATABASE_URL/);
  await expect(isRunning('north', caseRef)).resolves.toBe(true);
}, 180_000);

test('ADR 0025: what the run before acknowledged is not hidden by one that continued it and has not read the journal', async () => {
  const caseRef = await runs('sav', [step(1, { commandId: 'first' }), step(2)], true);
  const { told } = await reconcile('--case', caseRef);
  expect(told.map(({ finding }) => finding)).toEqual([
    expect.objectContaining({ kind: 'ahead', steps: [2, 2] }),
  ]);
}, 180_000);

test('ADR 0025: texts that only the database had are told of at each run', async () => {
  const caseRef = someCase();
  await store.store.journal.append(append(caseRef, 1));
  await store.store.journal.append(append(caseRef, 2, { step: { person: unique('person') } }));
  await reconcile('--do', '--case', caseRef);
  const again = await reconcile('--case', caseRef);
  expect([again.code, again.told.map(({ finding }) => finding)]).toEqual([
    1,
    [{ kind: 'textsLost', unit: 'sav', caseRef, steps: [2, 2], texts: 1 }],
  ]);
}, 180_000);

test('ADR 0025: what was found is told before what fails after it', async () => {
  const caseRef = await runs('sav', [step(1)]);
  await store.admin.query('delete from journal where case_ref = $1', [caseRef]);
  await store.admin.query('update cases set seq = 0 where case_ref = $1', [caseRef]);
  await opensUnderLostKey('north');
  const { code, told, said } = await reconcile();
  expect([code, told.map(({ finding }) => finding)]).toEqual([
    2,
    expect.arrayContaining([expect.objectContaining({ kind: 'ahead', caseRef })]),
  ]);
  expect(said).toMatch(new RegExp(`${caseRef}, ahead[^]*north could not be looked at`));
}, 180_000);

test('a reference that is no case’s is an error, and no clean bill of health', async () => {
  const { code, told, said } = await reconcile('--case', 'c-7k3m9x0q2d5w8z1b');
  expect([code, told, said]).toEqual([2, [], expect.stringContaining('has a case c-7k3m9x0q2d5w8z1b')]);
});

test('a case of which nothing differs is started anew where it is named, and the log says so', async () => {
  const caseRef = await runs('sav', [step(1)]);
  const client = new Client({ connection: env.connection, namespace: 'sluss-sav' });
  const runId = async (): Promise<string> => (await client.workflow.getHandle(caseRef).describe()).runId;
  await reconcile('--do', '--case', caseRef);
  const before = await runId();
  const dry = await reconcile('--restart', caseRef);
  expect([dry.code, dry.told.map(({ finding }) => finding.kind), await runId()]).toEqual([
    1,
    ['restart'],
    before,
  ]);
  const done = await reconcile('--restart', caseRef, '--do');
  expect([done.code, done.told.map(({ finding }) => finding.kind)]).toEqual([0, ['restart']]);
  expect(await runId()).not.toBe(before);
  const { items } = await store.store.accessLog.ofCase('sav', caseRef, { limit: 2 });
  expect(items.map(({ action, outcome }) => [action, outcome])).toEqual([
    ['reconcile:restart', 'done'],
    ['reconcile:restart', 'begun'],
  ]);
}, 180_000);
