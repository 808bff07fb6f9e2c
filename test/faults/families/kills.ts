import { setTimeout as sleep } from 'node:timers/promises';

import type { Part } from '../service/part';
import { rowOf } from '../trial';
import type { Ground, Row, Try } from '../trial';

const PER_PART = 5;
const UNTIL_MS = 1_500;

/** `kill -9` of one process after the other, at random points of the load. */
export async function kills(ground: Ground, attempt: Try): Promise<readonly Row[]> {
  const { main, chance, times } = ground;
  const parts: readonly (readonly [string, Part | undefined])[] = [
    ['kill -9 of the worker', main.workers[0]],
    ['kill -9 of the API', main.apis[0]],
    ['kill -9 of the Temporal server', main.temporal],
    ['kill -9 of PostgreSQL', main.postgres],
  ];
  const rows = parts.map(([name]) => rowOf(name));
  const order = chance.shuffled(
    rows.flatMap((_, nth) => Array.from({ length: PER_PART * times }, () => nth)),
  );
  for (const nth of order) {
    const [row, part] = [rows[nth], parts[nth]?.[1]];
    if (row === undefined || part === undefined) continue;
    await attempt(row, async () => {
      await sleep(chance.below(UNTIL_MS));
      await part.kill();
      await part.start();
    });
  }
  return rows;
}

const OFF_AND_ON = 8;
const DOWN_MS = 2_000;
const UP_MS = 3_000;

/** PostgreSQL is stopped and started every few seconds. */
export async function offAndOn({ main, chance, times }: Ground, attempt: Try): Promise<readonly Row[]> {
  const row = rowOf('PostgreSQL off and on every few seconds');
  for (let nth = 0; nth < OFF_AND_ON * times; nth += 1)
    await attempt(row, async () => {
      await main.postgres.stop(chance.hits(0.5) ? 'SIGINT' : 'SIGQUIT');
      await sleep(chance.below(DOWN_MS));
      await main.postgres.start();
      await sleep(chance.below(UP_MS));
    });
  return [row];
}
