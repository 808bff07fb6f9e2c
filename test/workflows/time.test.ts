import { commandOf, newCase, openCase, send, startServed, until } from './harness';
import type { ServedBench } from './harness';

let bench: ServedBench;

const DAY_SECONDS = 86_400;

beforeAll(async () => {
  bench = await startServed('timeSkipping');
});

afterAll(() => bench.stop());

async function timers(caseRef: string): Promise<readonly string[]> {
  const { events } = await bench.env.client.workflow.getHandle(caseRef).fetchHistory();
  return (events ?? []).flatMap((event) =>
    Object.keys(event).filter((key) => key.startsWith('timer') && key.endsWith('EventAttributes')),
  );
}

test('the clock acts when fourteen days have passed, and not before (THR-2)', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  await send(bench, caseRef, commandOf('promise', { subject: 'a', seconds: 14 * DAY_SECONDS }));
  await bench.env.sleep('335 hours');
  expect(bench.journal.stepsOf(caseRef)).toHaveLength(2);
  await bench.env.sleep('2 hours');
  await until(() => bench.journal.stepsOf(caseRef).length === 3);

  const [, promised, passed] = bench.journal.stepsOf(caseRef);
  expect(passed).toMatchObject({ actor: { kind: 'clock' }, action: 'clock', nextDue: null });
  expect(passed?.at.slice(0, 16)).toBe(promised?.nextDue?.slice(0, 16));
});

test('there is one timer, replaced only when something else falls due next', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  await send(bench, caseRef, commandOf('promise', { subject: 'late', seconds: 20 * DAY_SECONDS }));
  await send(bench, caseRef, commandOf('add', { n: 1 }));
  await send(bench, caseRef, commandOf('promise', { subject: 'later', seconds: 30 * DAY_SECONDS }));
  expect(await timers(caseRef)).toStrictEqual(['timerStartedEventAttributes']);
  await send(bench, caseRef, commandOf('promise', { subject: 'early', seconds: DAY_SECONDS }));

  expect((await timers(caseRef)).toSorted()).toStrictEqual([
    'timerCanceledEventAttributes',
    'timerStartedEventAttributes',
    'timerStartedEventAttributes',
  ]);
  await bench.env.sleep('31 days');
  await until(() => bench.journal.stepsOf(caseRef).length === 8);
});

test('two deadlines at one instant are each consumed once', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  await send(bench, caseRef, commandOf('promise', { subject: 'a', seconds: 60 }));
  await send(bench, caseRef, commandOf('promise', { subject: 'b', seconds: 60 }));
  await bench.env.sleep('2 minutes');
  await until(() => bench.journal.stepsOf(caseRef).length === 5);

  expect(
    bench.journal
      .stepsOf(caseRef)
      .slice(3)
      .map(({ commandId }) => commandId),
  ).toStrictEqual(['clock:4', 'clock:5']);
});
