import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

import { openCase, stepByHttp } from '../bench';
import type { Bench, Seeded } from '../bench';
import type { Figure } from '../figure';
import { quantile, spread } from '../numbers';
import { timed } from '../timing';

const MINUTE_MS = 60_000;
const GIVE_UP_AFTER_MS = 14 * MINUTE_MS;
const POLL_MS = 2_000;
/** People at work meanwhile: a step every so often, whether the one before is answered or not. */
const STEP_EVERY_MS = 500;
const CASES = 10;

/** All seeded deadlines come in one minute, while people go on working in the same unit. */
export const deadlines: Figure = {
  id: 'deadlines',
  title: '10,000 deadlines due in one minute',
  seeded: true,
  minutes: 20,
  measure: async (bench) => {
    const seeded = await bench.seeded();
    const cases: string[] = [];
    while (cases.length < CASES) cases.push(await openCase(bench));
    const waitMs = seeded.dueFromMs - Date.now();
    if (waitMs < 0)
      throw new Error('The deadlines fell due before they could be watched: the machine is too busy');
    bench.say(`waiting ${Math.round(waitMs / 1000)} s for the minute in which the deadlines fall due`);
    await sleep(waitMs);
    const { fired, twice, seconds, times } = await watched(bench, seeded, cases);
    const count = seeded.caseRefs.length;
    return [
      {
        what: `${count} deadlines due in one minute: seconds until the last had fired`,
        ...{ unit: 's', spread: spread([seconds]), limit: 600 },
        ...(fired === count ? {} : { judged: Number.POSITIVE_INFINITY, note: `only ${fired} fired` }),
      },
      { what: '  deadlines that fired twice', unit: '', spread: spread([twice]), limit: 0 },
      {
        what: '  a step over HTTP meanwhile',
        ...{ unit: 'ms', spread: spread(times), limit: 2_000 },
        ...{ judged: quantile(times, 0.99), judgedAs: 'p99' },
        note: `${times.length} steps, from when each was due to be sent`,
      },
    ];
  },
};

interface Watched {
  readonly fired: number;
  readonly twice: number;
  readonly seconds: number;
  readonly times: readonly number[];
}

async function watched(bench: Bench, seeded: Seeded, cases: readonly string[]): Promise<Watched> {
  const database = new Client({ connectionString: bench.stack.databaseUrl });
  await database.connect();
  let isOver = false;
  const people = atWork(bench, cases, () => isOver);
  const wanted = seeded.caseRefs.length;
  let count = { fired: 0, lines: 0 };
  try {
    while (count.fired < wanted && Date.now() < seeded.dueFromMs + GIVE_UP_AFTER_MS) {
      await sleep(POLL_MS);
      count = await firedOf(database, seeded.caseRefs);
    }
  } finally {
    isOver = true;
    await database.end();
  }
  const seconds = (Date.now() - seeded.dueFromMs) / 1000;
  return { fired: count.fired, twice: count.lines - count.fired, seconds, times: await people };
}

async function firedOf(
  database: Client,
  caseRefs: readonly string[],
): Promise<{ readonly fired: number; readonly lines: number }> {
  const { rows } = await database.query<{ fired: string; lines: string }>(
    `select count(distinct case_ref) as fired, count(*) as lines from journal
     where unit = 'sav' and command_id like 'clock:%' and case_ref = any($1)`,
    [caseRefs],
  );
  return { fired: Number(rows[0]?.fired), lines: Number(rows[0]?.lines) };
}

async function atWork(
  bench: Bench,
  cases: readonly string[],
  isOver: () => boolean,
): Promise<readonly number[]> {
  const times: Promise<number>[] = [];
  for (let nth = 0; !isOver(); nth += 1) {
    times.push(timed(() => stepByHttp(bench, cases[nth % cases.length] ?? '')));
    await sleep(STEP_EVERY_MS);
  }
  return Promise.all(times);
}
