import { emptyTally, kinds, unreached, walkInto } from './walking';

/** The same walks on every run; `npm run walks` walks more, and others. */
const SEED = 0;
const WALKS = 120;

const tally = emptyTally();

describe('several units, the police, a post that loses, doubles, delays and reorders, and clocks that are late', () => {
  test(
    'TRF-6 TRF-1 TRF-2 CON-1 CON-2 CON-3 CON-4 CON-5 CON-6 CON-8 CON-10 CON-11 DEF-10 THR-3 PIN-5 NTF-3 hold at every step of every walk',
    () => {
      for (let nth = 0; nth < WALKS && tally.failures.length === 0; nth += 1)
        walkInto(tally, { seed: SEED + nth });
      expect(tally.failures).toEqual([]);
      expect(tally.actions).toBeGreaterThanOrEqual(WALKS * 200);
    },
    WALKS * 2000,
  );

  test('the walks reach every kind of event, but those of which it is said why not', () => {
    const missed = kinds.filter((type) => !tally.reached.has(type) && unreached[type] === undefined);
    expect(missed).toEqual([]);
  });
});
