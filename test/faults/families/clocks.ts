import { setTimeout as sleep } from 'node:timers/promises';

import type { Part } from '../service/part';
import { rowOf } from '../trial';
import type { Ground, Row, Try } from '../trial';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const offs = [10 * MINUTE, -10 * MINUTE, DAY, -DAY] as const;
const FOR_MS = 3_000;
const HELD_MS = 1_500;

/** A process whose clock is ten minutes or a day ahead or behind; then it is put right. */
export async function clocks(ground: Ground, attempt: Try): Promise<readonly Row[]> {
  const { main, outside, chance, times } = ground;
  const parts: readonly (readonly [string, Part | undefined])[] = [
    ['the worker', main.workers[0]],
    ['the API', main.apis[0]],
  ];
  const rows: Row[] = [];
  for (const [name, part] of parts) {
    const row = rowOf(`the clock of ${name} off by 10 min and a day`);
    rows.push(row);
    for (let nth = 0; nth < times; nth += 1)
      for (const off of chance.shuffled(offs))
        await attempt(row, async () => {
          await part?.kill();
          await part?.start({ env: { FAULTS_CLOCK_OFF_MS: String(off) } });
          await sleep(FOR_MS);
          // Killed with letters in its hands, so that what it wrote down of them is read by one whose clock is right.
          outside.way.turn('deafDown');
          await sleep(HELD_MS);
          await part?.kill();
          outside.way.turn('clear');
          await part?.start();
        });
  }
  return rows;
}
