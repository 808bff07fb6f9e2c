import {
  failureOf,
  startServed,
  commandOf,
  headerOf,
  newCase,
  openCase,
  send,
  sendLetter,
  until,
} from './harness';
import type { ServedBench } from './harness';

let bench: ServedBench;

beforeAll(async () => {
  bench = await startServed('timeSkipping');
});

afterEach(() => {
  bench.journal.away = false;
});

afterAll(() => bench.stop());

/** How many commands came into the history: what is refused at once does not. */
async function updatesTaken(caseRef: string): Promise<number> {
  const { events } = await bench.env.client.workflow.getHandle(caseRef).fetchHistory();
  return (events ?? []).filter((event) => Boolean(event.workflowExecutionUpdateAcceptedEventAttributes))
    .length;
}

test('a command that cannot be appended is unavailable, the next is refused at once, and a retry has one effect', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  bench.journal.away = true;
  const command = commandOf('add', { n: 5 });

  expect(await failureOf(send(bench, caseRef, command))).toMatchObject({ type: 'unavailable' });
  const taken = await updatesTaken(caseRef);
  expect(await failureOf(send(bench, caseRef, command))).toMatchObject({ type: 'unavailable' });
  expect(await updatesTaken(caseRef)).toBe(taken);

  bench.journal.away = false;
  await bench.env.sleep('10 seconds');
  expect(await send(bench, caseRef, command)).toMatchObject({ seq: 2 });
  expect(bench.journal.stepsOf(caseRef)).toHaveLength(2);
});

test('an append that was committed and not answered is found again by the retry', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  bench.journal.afterCommit = () => {
    bench.journal.away = true;
    return Promise.reject(new Error('the connection broke after the commit'));
  };
  const command = commandOf('add', { n: 5 });
  expect(await failureOf(send(bench, caseRef, command))).toMatchObject({ type: 'unavailable' });

  bench.journal.afterCommit = () => Promise.resolve();
  bench.journal.away = false;
  await bench.env.sleep('10 seconds');
  expect(await send(bench, caseRef, command)).toMatchObject({ seq: 2 });
  expect(bench.journal.stepsOf(caseRef)).toHaveLength(2);
});

test('a letter that comes while the journal is away is recorded when it is back (PIN-2)', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  const before = bench.journal.failed;
  bench.journal.away = true;
  await sendLetter(bench, caseRef, headerOf('l-away'));
  await until(() => bench.journal.failed > before);
  bench.journal.away = false;
  await bench.env.sleep('10 seconds');
  await until(() => bench.journal.stepsOf(caseRef).length === 2);

  expect(bench.journal.stepsOf(caseRef)[1]).toMatchObject({ commandId: 'letter:north:l-away' });
});

test('an opening while the journal is away is unavailable; nothing is left and a retry opens', async () => {
  const caseRef = newCase();
  bench.journal.away = true;
  const command = commandOf('open');
  expect(await failureOf(openCase(bench, caseRef, {}, command))).toMatchObject({ type: 'unavailable' });
  bench.journal.away = false;
  await bench.env.sleep('10 seconds');

  expect(await openCase(bench, caseRef, {}, command)).toMatchObject({ seq: 1 });
});

test('a letter that the database will never take holds up neither the case nor the letters behind it (PIN-2)', async () => {
  const caseRef = newCase();
  const { open } = bench.post;
  await openCase(bench, caseRef);
  bench.post.open = (unit, ofCase, header) =>
    header.letterId === 'l-poison'
      ? Promise.reject(Object.assign(new Error('date/time field value out of range'), { code: '22008' }))
      : open(unit, ofCase, header);
  await sendLetter(bench, caseRef, headerOf('l-poison'));
  await sendLetter(bench, caseRef, headerOf('l-next'));
  await until(() => bench.journal.stepsOf(caseRef).length === 2);

  expect(bench.journal.stepsOf(caseRef)[1]).toMatchObject({ commandId: 'letter:north:l-next' });
  expect(await send(bench, caseRef, commandOf('add', { n: 1 }))).toMatchObject({ seq: 3 });
  bench.post.open = open;
});
