import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

import { createCaseActivities } from '../../activities/case-activities';
import { openLetter } from '../../activities/post-activities';
import type { CaseGateway } from '../../api/gateway';
import { createTemporalGateway } from '../../api/temporal-gateway';
import type { Step } from '../../domain/kernel/step';
import { caseTaskQueue, searchAttributes, signalFor } from '../../messages/case-messages';
import { profileVersion } from '../../domain/profile/lookup';
import { createKeyRing } from '../../security/key-ring';
import type { KeyRing } from '../../security/key-ring';
import { createMasterKey, fileMasterKeys } from '../../security/master-key-files';
import { createPayloadCodec } from '../../security/payload-codec';
import { createIdKeys, newCaseRef } from '../../security/references';
import { connect } from '../../store/database';
import type { Database } from '../../store/database';
import { createKeyStore } from '../../store/key-store';
import { migrate } from '../../store/migrate';
import { createStore } from '../../store/store';
import type { Store } from '../../store/store';
import { profile } from '../api/support/profile';
import { servers } from '../store/support/databases';
import type { TestDatabase } from '../store/support/databases';
import { append, wireLetter } from '../store/support/steps';
import { bundleOf } from '../workflows/bundle';
import { createTracer } from '../../telemetry/tracing';

// A worker with its codec over the real journal, as in production. No key is kept in memory, so that a master key that is taken away
// is missed at once.

const UNITS = ['sav', 'hisingen'] as const;
const failureConverterPath = require.resolve('../../security/failure-converter');
const register = {
  name: 'registerApplication',
  body: { channel: 'defectorTelephone', receivedAt: '2026-03-02T08:30:00.000Z', age: 36, inCustody: false },
};

let server: TestDatabase;
let db: Database;
let dir: string;
let ring: KeyRing;
let store: Store;
let env: TestWorkflowEnvironment;
let gateway: CaseGateway;
let worker: Worker;
let ended: Promise<unknown>;
let died: unknown;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  server = await (servers[0]?.open() ?? Promise.reject(new Error('no server')));
  await migrate(server.url);
  db = connect(server.url, { max: 4 });
  dir = await mkdtemp(join(tmpdir(), 'sluss-away-'));
  for (const unit of UNITS) await createMasterKey(dir, unit);
  ring = createKeyRing({ store: createKeyStore(db), masterKeys: fileMasterKeys(dir), maxAgeMs: 0 });
  store = createStore({ db, ring, profile: profile() });
  const executable = { type: 'existing-path', path: process.env['TEMPORAL_CLI_PATH'] ?? '' } as const;
  env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable,
      searchAttributes: [...searchAttributes],
      namespace: 't-sav',
    },
  });
  const { connection } = env;
  gateway = createTemporalGateway({
    ...{ connection, namespacePrefix: 't', units: ['sav'], keyRing: ring },
    tracer: createTracer('api', undefined),
  });
  worker = await newWorker('sav');
  ended = worker.run().catch((error: unknown) => {
    died = error;
  });
});

afterAll(async () => {
  if (worker.getState() === 'RUNNING') worker.shutdown();
  await ended;
  await env.teardown();
  await db.close();
  await server.close();
  await rm(dir, { recursive: true });
});

async function newWorker(unit: string): Promise<Worker> {
  return Worker.create({
    connection: env.nativeConnection,
    namespace: `t-${unit}`,
    taskQueue: caseTaskQueue,
    workflowBundle: await bundleOf(),
    dataConverter: {
      payloadCodecs: [createPayloadCodec(unit, ring, { unreadable: 'mark' })],
      failureConverterPath,
    },
    activities: createCaseActivities({
      journal: store.journal,
      profile: profile(),
      shown: store.cases.shown,
      idKey: createIdKeys(ring),
      open: (own, caseRef, header) => openLetter(store, { unit: own, caseRef, header }),
      refuseLetter: (own, inbox) => store.inbox.settle(own, inbox),
      log: () => undefined,
    }),
  });
}

const open = (unit: string, caseRef: string, commandId = `open-${caseRef}`): ReturnType<CaseGateway['run']> =>
  gateway.run({
    unit,
    caseRef,
    commandId,
    attempt: 0,
    seenSeq: 0,
    profileVersion: profileVersion(profile()),
    reader: { person: `${unit}.caseworker`, unit, roles: ['caseworker'] },
    action: register,
  });

const takeAway = (unit: string): Promise<void> =>
  rename(join(dir, `${unit}.master`), join(dir, `${unit}.gone`));
const giveBack = (unit: string): Promise<void> =>
  rename(join(dir, `${unit}.gone`), join(dir, `${unit}.master`));

async function until(isTrue: () => Promise<boolean>, ms = 60_000): Promise<void> {
  for (const end = Date.now() + ms; !(await isTrue());) {
    if (died !== undefined) throw died as Error;
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('a master key goes: its commands are told so, what arrives waits, other units go on; it comes back: all is there once', async () => {
  const [caseRef, other, unborn] = [newCaseRef(), newCaseRef(), newCaseRef()];
  expect(await open('sav', caseRef)).toMatchObject({ kind: 'done' });
  const letter = wireLetter({ toCase: caseRef, to: 'sav' });
  await store.inbox.receive({ unit: 'sav', letter, receivedAt: new Date().toISOString(), caseRef });
  const { from, letterId, kind, reference } = letter;
  const signalArgs = await createPayloadCodec('sav', ring).encode(
    [
      {
        metadata: { encoding: Buffer.from('json/plain') },
        data: Buffer.from(JSON.stringify({ from, letterId, kind, reference })),
      },
    ],
    { type: 'workflow', namespace: 't-sav', workflowId: caseRef },
  );

  await takeAway('sav');
  await expect(open('sav', unborn)).rejects.toMatchObject({ name: 'KeyAway', unit: 'sav' });
  await expect(store.journal.load('sav', caseRef, 0)).rejects.toMatchObject({
    name: 'KeyAway',
    reason: 'away',
  });
  // As the relay had told it before the key went.
  await env.connection.workflowService.signalWorkflowExecution({
    namespace: 't-sav',
    workflowExecution: { workflowId: caseRef },
    signalName: signalFor(kind).name,
    input: { payloads: signalArgs },
  });
  await until(async () => (await failedTasks('sav', caseRef)).length > 0);
  expect((await failedTasks('sav', caseRef)).join()).not.toContain('sav.master');
  await expect(store.journal.append(append(other, 1, { unit: 'hisingen' }))).resolves.toBeDefined();

  await giveBack('sav');
  const commandId = `letter:${from}:${letterId}`;
  const steps = (): Promise<readonly Step[]> => store.journal.load('sav', caseRef, 0);
  await until(async () => (await steps()).some((step) => step.commandId === commandId));
  expect((await steps()).filter((step) => step.commandId === commandId)).toHaveLength(1);
  expect(await open('sav', unborn)).toMatchObject({ kind: 'done' });
  expect(await store.journal.load('sav', unborn, 0)).toHaveLength(1);
  expect(died).toBeUndefined();
});

test('one damaged data key stops its case and no other of the unit, until a backup brings it back', async () => {
  const [caseRef, other] = [newCaseRef(), newCaseRef()];
  await open('sav', caseRef);
  const keyId = `case:${caseRef}`;
  const wrapped = await createKeyStore(db).load('sav', keyId);
  const put = (bytes: Buffer): Promise<unknown> =>
    db.inUnit('sav', (tx) =>
      tx.updateTable('keys').set({ wrapped: bytes }).where('key_id', '=', keyId).execute(),
    );
  const damaged = Buffer.from(wrapped ?? []);
  damaged[20] = (damaged[20] ?? 0) ^ 1;
  await put(damaged);

  await expect(store.journal.load('sav', caseRef, 0)).rejects.toMatchObject({
    name: 'KeyAway',
    reason: 'damaged',
  });
  expect(await open('sav', other)).toMatchObject({ kind: 'done' });
  const worksOn = { person: 'sav.caseworker', unit: 'sav', roles: ['caseworker'] } as const;
  const request = { name: 'mine', filter: {}, now: new Date().toISOString(), limit: 50 } as const;
  const { items } = await store.cases.worklist(worksOn, request);
  const next = new Map(items.map((row) => [row.caseRef, row.next]));
  expect(next.get(caseRef)).toBe('keyAway');
  expect(['keyAway', undefined]).not.toContain(next.get(other));

  await put(wrapped ?? Buffer.alloc(0));
  expect(await store.journal.load('sav', caseRef, 0)).toHaveLength(1);
  expect(died).toBeUndefined();
});

/** What Temporal was told of tasks that failed. */
async function failedTasks(unit: string, workflowId: string): Promise<readonly string[]> {
  const { history } = await env.connection.workflowService.getWorkflowExecutionHistory({
    namespace: `t-${unit}`,
    execution: { workflowId },
  });
  return (history?.events ?? []).flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
    failed === null || failed === undefined ? [] : [JSON.stringify(failed)],
  );
}
