import { setTimeout as sleep } from 'node:timers/promises';

import { openCase, stepByHttp } from '../bench';
import type { Bench } from '../bench';
import type { Figure, Reading } from '../figure';
import { quantile, spread } from '../numbers';
import { timed } from '../timing';

const parts = [
  { part: 'worker', title: 'the worker', limit: 10, kills: 10 },
  { part: 'temporal', title: 'the Temporal server', limit: 20, kills: 6 },
] as const;

/** Between two kills the service gets back to rest. */
const REST_MS = 3_000;

/** From the kill to the first acknowledged step of a case that was open; whoever supervises processes starts it again at once. */
export const recovery: Figure = {
  id: 'recovery',
  title: 'the first acknowledged step after kill -9, with 10,000 open cases',
  seeded: true,
  minutes: 10,
  measure: async (bench) => {
    await bench.seeded();
    const caseRef = await openCase(bench);
    const readings: Reading[] = [];
    for (const { part, title, limit, kills } of parts) {
      const seconds: number[] = [];
      for (let nth = 0; nth < (bench.quick ? 2 : kills); nth += 1) {
        seconds.push((await killed(bench, part, caseRef)) / 1000);
        await sleep(REST_MS);
      }
      readings.push({
        what: `first acknowledged step after kill -9 of ${title}`,
        ...{ unit: 's', spread: spread(seconds), limit },
        ...{ judged: quantile(seconds, 0.95), judgedAs: 'p95' },
      });
    }
    return readings;
  },
};

async function killed(bench: Bench, name: 'worker' | 'temporal', caseRef: string): Promise<number> {
  const part = bench.stack.parts[name];
  await stepByHttp(bench, caseRef);
  return timed(async () => {
    part.kill();
    await Promise.all([part.start(), stepByHttp(bench, caseRef)]);
  });
}
