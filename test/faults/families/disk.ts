import { setTimeout as sleep } from 'node:timers/promises';

import { rowOf } from '../trial';
import type { Ground, Row, Try } from '../trial';

const FULL_MS = 4_000;
const AFTER_MS = 300;
const ROUNDS = 2;

/** The disk of PostgreSQL is full, and has room again; a server that gave up is started again, as its supervisor would. */
export async function diskFull({ main, times }: Ground, attempt: Try): Promise<readonly Row[]> {
  const { disk, postgres } = main;
  const note =
    disk.kind === 'own' ? 'a file system of 800 MB of its own' : 'not tried: only root may mount one';
  const row = rowOf('the disk of PostgreSQL full', note);
  for (let nth = 0; disk.kind === 'own' && nth < ROUNDS * times; nth += 1)
    await attempt(row, async () => {
      await disk.fill(true);
      await sleep(FULL_MS);
      await disk.fill(false);
      await sleep(AFTER_MS);
      if (postgres.pid() === undefined) await postgres.start();
    });
  return [row];
}
