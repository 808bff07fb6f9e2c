import { randomUUID } from 'node:crypto';

import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

import type { CaseCommand, CaseGateway } from '../../api/gateway';
import { createTemporalGateway } from '../../api/temporal-gateway';
import { createCaseActivities } from '../../activities/case-activities';
import type { Action } from '../../domain/kernel/step';
import { caseTaskQueue, searchAttributes } from '../../messages/case-messages';
import { createKeyRing } from '../../security/key-ring';
import type { KeyRing } from '../../security/key-ring';
import { createPayloadCodec } from '../../security/payload-codec';
import { bundleOf } from '../workflows/bundle';
import { memoryJournal } from '../workflows/memory-journal';
import { profile } from './support/profile';
import { START_MS } from './support/service';
import { createTracer } from '../../telemetry/tracing';

const journal = memoryJournal();
let env: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;
let gateway: CaseGateway;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  const executable = { type: 'existing-path', path: process.env['TEMPORAL_CLI_PATH'] ?? '' } as const;
  env = await TestWorkflowEnvironment.createLocal({
    server: { executable, namespace: 'test-sav', searchAttributes: [...searchAttributes] },
  });
  const keyRing = ringInMemory();
  worker = await newWorker(keyRing);
  running = worker.run();
  gateway = createTemporalGateway({
    connection: env.connection,
    namespacePrefix: 'test',
    units: ['sav'],
    keyRing,
    tracer: createTracer('api', undefined),
  });
}, START_MS);
afterAll(async () => {
  await env.teardown();
});

async function newWorker(keyRing: KeyRing): Promise<Worker> {
  return Worker.create({
    connection: env.nativeConnection,
    namespace: 'test-sav',
    taskQueue: caseTaskQueue,
    workflowBundle: await bundleOf(),
    dataConverter: {
      payloadCodecs: [createPayloadCodec('sav', keyRing)],
      failureConverterPath: require.resolve('../../security/failure-converter'),
    },
    activities: createCaseActivities({
      journal,
      profile: profile(),
      shown: journal.shown,
      idKey: () => Promise.resolve('invented'),
      open: () => Promise.resolve(undefined),
      refuseLetter: () => Promise.resolve(),
      log: () => undefined,
    }),
  });
}

function ringInMemory(): KeyRing {
  const keys = new Map<string, Buffer>();
  const unwrapped = (_unit: string, key: Buffer): Promise<Buffer> => Promise.resolve(Buffer.from(key));
  return createKeyRing({
    masterKeys: { wrap: unwrapped, unwrap: unwrapped },
    store: {
      sample: () => Promise.resolve([]),
      load: (_unit, id) => Promise.resolve(keys.get(id)),
      insert: (_unit, id, key) => {
        keys.set(id, keys.get(id) ?? key);
        return Promise.resolve(keys.get(id) ?? key);
      },
      destroy: () => Promise.resolve(),
    },
  });
}

const register: Action = {
  name: 'registerApplication',
  body: { channel: 'defectorTelephone', receivedAt: '2026-03-02T08:30:00.000Z', age: 36, inCustody: false },
};

function command(caseRef: string, action: Action, change: Partial<CaseCommand> = {}): CaseCommand {
  return {
    unit: 'sav',
    caseRef,
    commandId: randomUUID(),
    seenSeq: 0,
    attempt: 0,
    reader: { person: 'sav.caseworker', unit: 'sav', roles: ['caseworker'] },
    action,
    profileVersion: 'goteborg/1',
    ...change,
  };
}

/** The history as text, with whatever of its bytes can be read. */
function readable(history: unknown): string {
  return JSON.stringify(history, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

const someCase = (): string => `c-${randomUUID().replaceAll('-', '').slice(0, 16)}`;

test('opens a case, does the same command once, and tells a refusal with its rules', async () => {
  const ref = someCase();
  const opening = command(ref, register);
  expect(await gateway.run(opening)).toMatchObject({ kind: 'done', step: {} });
  expect(await gateway.run(opening)).toMatchObject({ kind: 'done', step: {} });
  expect(await gateway.run({ ...opening, attempt: 1 })).toMatchObject({ kind: 'done', step: {} });
  expect(journal.stepsOf(ref)).toHaveLength(1);
  const outcome = await gateway.run(
    command(ref, { name: 'requestThreatAssessment', body: { occasion: 'first' } }),
  );
  expect(outcome).toMatchObject({ kind: 'refused', refusal: { kind: 'refused' } });
  expect(JSON.stringify(outcome)).toMatch(/INT-4.*INT-5/);
});

test('ACC-4 the case says itself that it is foreign or not the reader’s to change', async () => {
  const ref = someCase();
  await gateway.run(command(ref, register));
  const reader = { person: 'bo', unit: 'sav', roles: ['caseworker'] } as const;
  const open = { name: 'openInvestigation', body: {} };
  expect(await gateway.run(command(ref, open, { reader }))).toMatchObject({ refusal: { kind: 'foreign' } });
  const assign = { name: 'assignCaseworker', body: { person: 'sav.caseworker', standIns: [] } };
  expect(await gateway.run(command(ref, assign))).toMatchObject({ refusal: { kind: 'notPermitted' } });
});

test('a telling action travels as record, and its name stands nowhere in the history (RSP-15)', async () => {
  const ref = someCase();
  await gateway.run(command(ref, { ...register, person: 'p-1' }));
  const concern = { name: 'recordCompulsoryCareConcern', body: { at: '2026-03-02T08:45:00.000Z' } };
  expect(await gateway.run(command(ref, concern))).toMatchObject({ kind: 'done', step: {} });
  expect(journal.stepsOf(ref).at(-1)?.action).toBe('recordCompulsoryCareConcern');
  const { events } = await env.client.workflow.getHandle(ref).fetchHistory();
  const updates = (events ?? []).flatMap(
    ({ workflowExecutionUpdateAcceptedEventAttributes: accepted }) =>
      accepted?.acceptedRequest?.input?.name ?? [],
  );
  expect(updates).toEqual(['registerApplication', 'record']);
  expect(readable(events)).toMatch(/acceptedRequest.*record/);
  expect(readable(events)).not.toMatch(/CompulsoryCare|RSP-15/i);
});

test('a case in the journal without a workflow is mended by the next command', async () => {
  const ref = someCase();
  await gateway.run(command(ref, register));
  await env.client.workflow.getHandle(ref).terminate();
  expect(await gateway.run(command(ref, { name: 'openInvestigation', body: {} }))).toMatchObject({
    kind: 'done',
    step: {},
  });
  expect(journal.stepsOf(ref).map(({ action }) => action)).toEqual([
    'registerApplication',
    'openInvestigation',
  ]);
});

test('the journal away from the worker: unavailable, and done under the next attempt', async () => {
  const ref = someCase();
  await gateway.run(command(ref, register));
  const open = command(ref, { name: 'openInvestigation', body: {} });
  journal.away = true;
  expect(await gateway.run(open)).toEqual({ kind: 'unavailable' });
  journal.away = false;
  let outcome = await gateway.run({ ...open, attempt: 1 });
  for (let attempt = 2; outcome.kind === 'unavailable' && attempt < 40; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    outcome = await gateway.run({ ...open, attempt });
  }
  expect(outcome).toMatchObject({ kind: 'done', step: {} });
  expect(journal.stepsOf(ref)).toHaveLength(2);
});

test('no worker: no answer within the deadline, instead of waiting for ever', async () => {
  worker.shutdown();
  await running;
  const begun = Date.now();
  expect(await gateway.run(command(someCase(), register))).toEqual({ kind: 'unanswered' });
  expect(Date.now() - begun).toBeLessThan(60_000);
});
