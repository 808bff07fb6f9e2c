import { patiently, whyOf } from '../../telemetry/patience';
import type { Fields } from '../../telemetry/log';

class Away extends Error {
  override readonly name = 'Away';
}

const isAway = (error: unknown): boolean => error instanceof Away;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Something that is there at the nth try. */
function thereAt(nth: number, error: Error = new Away('secret-host')) {
  let tries = 0;
  return () => ((tries += 1) >= nth ? Promise.resolve(tries) : Promise.reject(error));
}

async function waitsFor(reach: () => Promise<number>, seconds = 300) {
  const said: Fields[] = [];
  const log = (_level: string, _message: string, fields: Fields = {}): void => {
    said.push(fields);
  };
  const reached = patiently({ name: 'The database', reach, isAway }, { seconds, log });
  const outcome = reached.catch((error: unknown) => (error as Error).message);
  await jest.advanceTimersByTimeAsync(seconds * 1000);
  return { said, outcome: await outcome };
}

test('what is there at once is told of to nobody', async () => {
  await expect(waitsFor(thereAt(1))).resolves.toEqual({ said: [], outcome: 1 });
});

test('each try in vain says what, why and when again, at growing pauses', async () => {
  const { said, outcome } = await waitsFor(thereAt(7));
  expect(outcome).toBe(7);
  expect(said.map(({ attempt, nextInSeconds }) => [attempt, nextInSeconds])).toEqual([
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [5, 15],
    [6, 15],
  ]);
  expect(new Set(said.map(({ what, code }) => `${what ?? ''} ${code ?? ''}`))).toEqual(
    new Set(['The database Away']),
  );
});

test('after its time it ends, and says what to do, without an address', async () => {
  const { said, outcome } = await waitsFor(thereAt(Infinity), 10);
  expect(said.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  expect(outcome).toMatch(/^The database is away \(Away\) and was waited for 10 s\. .*then start this again/);
  expect(outcome).not.toContain('secret-host');
});

test('what waiting does not mend ends it at once', async () => {
  const { said, outcome } = await waitsFor(thereAt(2, new Error('migrate first')));
  expect([said, outcome]).toEqual([[], 'migrate first']);
});

test.each<[why: string, error: unknown]>([
  ['ECONNREFUSED', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
  ['57P03', new Error('x', { cause: Object.assign(new Error('y'), { code: '57P03' }) })],
  ['UNAVAILABLE', new Error('x', { cause: Object.assign(new Error('y'), { code: 14 }) })],
  ['ECONNREFUSED', new Error('x', { cause: { errors: [{ code: 'ECONNREFUSED' }] } })],
  ['Error', new Error('a personal number')],
  ['unknown', undefined],
])('why it failed is a code or a name: %s', (why, error) => {
  expect(whyOf(error)).toBe(why);
});
