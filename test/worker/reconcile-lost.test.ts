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
import { runOps } from '../../worker/ops/commands';
import { openStore } from '../store/support/databases';
import type { TestStore } from '../store/support/databases';
import { append, event, letter, NOW, someCase, step, unique, wireLetter } from '../store/support/steps';

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

interface Difference {
  readonly kind: string;
  readonly unit: string;
  readonly caseRef?: string;
  readonly to?: string;
}

interface Report {
  readonly told: readonly { readonly finding: Difference; readonly outcome: string; readonly by?: string }[];
  readonly failed: readonly { readonly why: string }[];
}

/** `npm run ops -- reconcile … --json`: its exit code, what it found, and what it could not look at. */
async function reconcile(...args: readonly string[]) {
  const out: string[] = [];
  const tell = (text: string): void => void out.push(text);
  const variables = {
    ...{ SLUSS_DATABASE_URL: store.url, SLUSS_MASTER_KEYS: `file:${store.keysDir}` },
    ...{ SLUSS_TEMPORAL_ADDRESS: env.address, SLUSS_UNITS: 'sav,north' },
  };
  const code = await runOps(['reconcile', '--json', ...args], variables, { print: tell, say: tell });
  const reports = JSON.parse(out.join('\n')) as readonly Report[];
  const told = reports.flatMap((report) => report.told);
  return { code, told, why: reports.flatMap(({ failed }) => failed.map(({ why }) => why)).join('\n') };
}

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
