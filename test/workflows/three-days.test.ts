import { commandOf, newCase, openCase, send, startServed, until } from './harness';
import type { ServedBench } from './harness';

let bench: ServedBench;

beforeAll(async () => {
  bench = await startServed('timeSkipping');
});

afterAll(() => bench.stop());

test('TRF-6: a partner that is down for three days gets the letter within minutes of its return, and it is recorded once', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  const upAt = (await bench.env.currentTimeMs()) + 3 * 86_400_000;
  const tries: number[] = [];
  bench.post.deliver = async () => {
    tries.push(await bench.env.currentTimeMs());
    if ((tries.at(-1) ?? 0) < upAt) throw new Error('the recipient is away');
    return { outcome: 'sent', categories: [] };
  };
  await send(bench, caseRef, commandOf('send', { letterId: 'l-three-days', consents: [] }));
  await bench.env.sleep('73 hours');
  await until(() => bench.journal.stepsOf(caseRef).length === 3);

  // Every five minutes in the end: hundreds of tries, and none that waits for hours.
  expect(tries.length).toBeGreaterThan(800);
  expect((tries.at(-1) ?? Infinity) - upAt).toBeLessThan(5 * 60_000 + 1_000);
  await bench.env.sleep('1 day');
  expect(bench.journal.stepsOf(caseRef).map(({ commandId }) => commandId)).toContain('delivery:l-three-days');
  expect(bench.journal.stepsOf(caseRef)).toHaveLength(3);
}, 240_000);
