import type { Bench } from '../../bench/bench';
import type { Figure } from '../../bench/figure';
import { measureAll } from '../../bench/measure';
import { sharesOf } from '../../bench/profile';

const bench = { say: () => undefined } as unknown as Bench;
const figure = (id: string, measure: Figure['measure']): Figure => ({ id, title: id, minutes: 3, measure });
const quick = figure('quick', () => Promise.resolve([]));
const hangs = figure('hangs', () => new Promise<never>(() => undefined));
const fails = figure('fails', () => Promise.reject(new Error('The service is away\nand more')));
const never = new Promise<never>(() => undefined);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('a figure that fails or hangs keeps no other from being measured', async () => {
  const all = measureAll(bench, { figures: [fails, hangs, quick], ended: never, profiles: undefined });
  await jest.advanceTimersByTimeAsync(3 * 60_000);
  expect((await all).map(({ fault }) => fault)).toEqual([
    'The service is away',
    expect.stringContaining('not done within 3 minutes') as string,
    undefined,
  ]);
});

test('when the time of all is over, what is left is told as not measured', async () => {
  let end: (error: Error) => void = () => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    end = reject;
  });
  const all = measureAll(bench, { figures: [quick, hangs, quick], ended, profiles: undefined });
  await jest.advanceTimersByTimeAsync(1_000);
  end(new Error('the time of 45 minutes was over'));
  expect((await all).map(({ fault }) => fault)).toEqual([
    undefined,
    'the time of 45 minutes was over',
    'the bench had to end before',
  ]);
});

test('a profile tells whose code took the time that was not idle', () => {
  const at = (id: number, functionName: string, url: string) => ({ id, callFrame: { functionName, url } });
  const nodes = [
    at(1, '(idle)', ''),
    at(2, 'parse', 'file:///app/node_modules/@scope/parser/lib/parse.js'),
    at(3, '(garbage collector)', ''),
    at(4, 'writev', ''),
  ];
  const profile = { nodes, samples: [2, 1, 3, 2, 4], timeDeltas: [0, 3000, 50_000, 1000, 5000] };
  expect(sharesOf(profile)).toEqual({
    busyMs: 9,
    shares: [
      { whose: '@scope/parser', share: 8 / 9 },
      { whose: '(garbage collector)', share: 1 / 9 },
      { whose: '(native)', share: 0 },
    ],
  });
});
