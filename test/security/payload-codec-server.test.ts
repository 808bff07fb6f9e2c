import { ApplicationFailure } from '@temporalio/common';
import type { Payload, SerializationContext } from '@temporalio/common';
import { Client, WithStartWorkflowOperation } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

import { createKeyRing } from '../../security/key-ring';
import { createPayloadCodec } from '../../security/payload-codec';
import { maskingMasterKeys, memoryKeyStore } from './support/memory-keys';

const TASK_QUEUE = 'codec';
const CASE = 'c-000000000000000a';
const contexts: (SerializationContext | undefined)[] = [];
const ring = createKeyRing({ store: memoryKeyStore(), masterKeys: maskingMasterKeys() });
const codec = createPayloadCodec('sav', ring, { unreadable: 'mark' });
const dataConverter = {
  payloadCodecs: [
    {
      encode: (payloads: Payload[], context?: SerializationContext) => {
        contexts.push(context);
        return codec.encode(payloads, context);
      },
      decode: (payloads: Payload[], context?: SerializationContext) => codec.decode(payloads, context),
    },
  ],
  failureConverterPath: require.resolve('../../security/failure-converter'),
};

const activities = {
  remote: (text: string): Promise<string> =>
    text === 'fail'
      ? Promise.reject(
          ApplicationFailure.nonRetryable('MARKER-activity-message', 'failed', 'MARKER-activity-details'),
        )
      : Promise.resolve(`MARKER-remote ${text}`),
  local: (text: string): Promise<string> => Promise.resolve(`MARKER-local ${text}`),
};

let env: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;
let client: Client;
let plainClient: Client;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const executable = process.env['TEMPORAL_CLI_PATH'] ?? '';
  env = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path: executable } },
  });
  worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowsPath: require.resolve('./support/codec-workflow'),
    activities,
    dataConverter,
    // Every task replays from the start, so that decoding on replay is proved as well.
    maxCachedWorkflows: 0,
  });
  running = worker.run();
  client = new Client({ connection: env.connection, dataConverter });
  plainClient = new Client({ connection: env.connection });
});

afterAll(async () => {
  worker.shutdown();
  await running;
  await env.teardown();
});

async function rawHistories(workflowId: string): Promise<string[]> {
  const histories: string[] = [];
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) {
    const history = await plainClient.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push(Buffer.from(temporal.api.history.v1.History.encode(history).finish()).toString('latin1'));
  }
  return histories;
}

test('ADR 0005: on a server, no road of a payload is without its case, and no history holds plaintext', async () => {
  const startWorkflowOperation = new WithStartWorkflowOperation('codecWorkflow', {
    workflowId: CASE,
    taskQueue: TASK_QUEUE,
    args: [{ again: true, text: 'MARKER-start' }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: 'MARKER-static-summary',
    memo: { note: 'MARKER-memo' },
  });
  const answer = await client.workflow.executeUpdateWithStart('ask', {
    startWorkflowOperation,
    args: ['MARKER-update'],
  });
  expect(answer).toBe('MARKER-local MARKER-update MARKER-remote MARKER-update');

  const handle = client.workflow.getHandle(CASE);
  await expect(handle.executeUpdate('ask', { args: ['refuse'] })).rejects.toMatchObject({
    cause: { type: 'refused', message: 'MARKER-failure-message', details: ['MARKER-failure-details'] },
  });
  await handle.signal('tell', 'MARKER-signal');
  const described = await handle.describe();
  expect(described.memo).toEqual({ note: 'MARKER-memo' });
  await client.workflow.signalWithStart('codecWorkflow', {
    workflowId: CASE,
    taskQueue: TASK_QUEUE,
    args: [{ again: false, text: 'MARKER-start' }],
    signal: 'tell',
    signalArgs: ['MARKER-signal'],
  });
  await eventuallyFailed();

  expect(contexts.length).toBeGreaterThan(20);
  expect(contexts.filter((context) => context?.workflowId !== CASE)).toEqual([]);
  const histories = await rawHistories(CASE);
  expect(histories.length).toBeGreaterThanOrEqual(2);
  for (const history of histories) {
    expect(history).toContain(`case:${CASE}`);
    expect(history).not.toContain('MARKER');
  }
});

/** Tells until the last run has heard it; a signal may have gone to the run that was ending. */
async function eventuallyFailed(): Promise<void> {
  const telling = async (): Promise<void> => {
    await client.workflow.getHandle(CASE).signal('tell', 'MARKER-signal');
  };
  for (let i = 0; i < 20; i += 1) {
    const { status } = await client.workflow.getHandle(CASE).describe();
    if (status.name === 'FAILED') return;
    await telling().catch(() => undefined);
    await env.sleep(200);
  }
  throw new Error('The workflow did not end');
}

test('ADR 0005: a plaintext signal from outside reaches the handler as unreadable, and the case goes on', async () => {
  const workflowId = 'c-000000000000000b';
  const handle = await client.workflow.start('codecWorkflow', {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [{ again: false, text: 'MARKER-start' }],
  });
  await plainClient.workflow.getHandle(workflowId).signal('tell', 'forged');
  expect(await handle.query('heard')).toEqual([{ unreadable: true }]);
  expect(await handle.executeUpdate('ask', { args: ['x'] })).toBe('MARKER-local x MARKER-remote x');
  await handle.terminate();
});
