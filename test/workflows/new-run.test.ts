import type { Worker } from '@temporalio/worker';
import type { DeliveryOutcome } from '../../domain/ports/post.port';
import {
  commandOf,
  headerOf,
  newCase,
  newWorker,
  openCase,
  send,
  sendLetter,
  startBench,
  until,
} from './harness';
import type { Bench } from './harness';

let bench: Bench;
let worker: Worker;
let running: Promise<void>;

beforeAll(async () => {
  bench = await startBench('dev');
  worker = await newWorker(bench);
  running = worker.run();
}, 60_000);

afterAll(async () => {
  worker.shutdown();
  await running;
  await bench.env.teardown();
});

test('a case goes on over several runs with messages in flight: nothing is lost, nothing is doubled', async () => {
  const caseRef = newCase();
  const sent: DeliveryOutcome = { outcome: 'sent', categories: [] };
  bench.post.deliver = () => new Promise((resolve) => setTimeout(resolve, 700, sent));
  await openCase(bench, caseRef, { continueAfter: 40 });
  const first = (await bench.env.client.workflow.getHandle(caseRef).describe()).runId;
  await send(bench, caseRef, commandOf('send', { letterId: 'out-1', consents: [] }));
  await send(bench, caseRef, commandOf('promise', { subject: 'a', seconds: 4 }));

  const commands = Array.from({ length: 40 }, (_, n) => commandOf('add', { n: 1 }, `c-${n}`));
  const lines = [0, 1, 2, 3].map(async (line) => {
    for (const command of commands.filter((_, index) => index % 4 === line))
      await send(bench, caseRef, command);
  });
  const letters = Array.from({ length: 20 }, (_, n) => headerOf(`l-${n}`));
  for (const header of letters) await sendLetter(bench, caseRef, header);
  await Promise.all(lines);
  await until(() => bench.journal.stepsOf(caseRef).length === 65);

  const ids = bench.journal.stepsOf(caseRef).map(({ commandId }) => commandId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toStrictEqual(
    expect.arrayContaining([...commands.map(({ commandId }) => commandId), 'delivery:out-1']),
  );
  expect(ids.filter((id) => id.startsWith('letter:'))).toHaveLength(20);
  expect(ids.filter((id) => id.startsWith('clock:'))).toHaveLength(1);
  const now = await bench.env.client.workflow.getHandle(caseRef).describe();
  expect(now.runId).not.toBe(first);
  expect(now.historyLength).toBeLessThan(150);
}, 60_000);

test('a cancelled case goes on: only disposal ends it', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  await bench.env.client.workflow.getHandle(caseRef).cancel();

  await expect(send(bench, caseRef, commandOf('add', { n: 1 }))).resolves.toMatchObject({ seq: 2 });
});
