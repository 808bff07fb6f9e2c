import { isHeld } from '../../bench/figure';
import { median, quantile, spread } from '../../bench/numbers';
import { inRotation } from '../../bench/timing';

test('the median of an even number of values lies between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5]);
});

test('a quantile is one of the values: of ten the ninety-fifth percentile is the greatest', () => {
  const ten = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
  expect([quantile(ten, 0.5), quantile(ten, 0.95), quantile(ten, 0.1)]).toEqual([5, 10, 1]);
});

test('a limit is held against what is judged, and by what is just as much; what was not measured holds none', () => {
  const of = { what: 'x', unit: 'ms', spread: spread([1, 2, 9]) } as const;
  expect(isHeld({ ...of, limit: 2 })).toBe(true);
  expect(isHeld({ ...of, judged: 9, limit: 2 })).toBe(false);
  expect(isHeld({ ...of, judged: Number.NaN, limit: 2 })).toBe(false);
  expect(isHeld(of)).toBeUndefined();
});

test('ways that are compared take turns, and each begins as often as the others', async () => {
  const went: string[] = [];
  const way = (name: string) => () => {
    went.push(name);
    return Promise.resolve([went.length]);
  };
  const times = await inRotation(3, [way('a'), way('b'), way('c')]);
  expect(went.join('')).toBe('abcbcacab');
  expect(times[0]).toEqual([[1], [6], [8]]);
});
