import { intake } from '../load/story';
import { createCaller } from '../load/caller';
import { rowOf } from '../trial';
import type { Ground, Row, Try } from '../trial';

const FIFTY = 50;
const sav = 'sav.caseworker';

/** Fifty commands come at once at one case: more than Temporal takes, so some are told to come again. */
export async function fiftyAtOnce({ main, load, times }: Ground, attempt: Try): Promise<readonly Row[]> {
  const row = rowOf('fifty commands at once at one case');
  const caller = createCaller(main, load.gate, load.ledger);
  for (let nth = 0; nth < times; nth += 1)
    await attempt(row, async () => {
      const caseRef = await intake({ from: caller, district: 'centrum' });
      const one = (which: number): Promise<string> => {
        const body = { criterion: 'need', value: which % 2 === 0 ? 'met' : 'unknown', reason: 'Invented.' };
        return caller.act(sav, { action: 'recordCriterion', body, caseRef });
      };
      await Promise.all(Array.from({ length: FIFTY }, (_, which) => one(which)));
    });
  return [row];
}
