import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

/** A backend tells the statistics of its commits within a second, once it is idle. */
const TOLD_WITHIN_MS = 2_500;

/** Counts the commits of the service's own database; Temporal's is another one. */
export async function commitsOf(databaseUrl: string): Promise<number> {
  await sleep(TOLD_WITHIN_MS);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ commits: string }>(
      'select xact_commit as commits from pg_stat_database where datname = current_database()',
    );
    return Number(rows[0]?.commits);
  } finally {
    await client.end();
  }
}

const IDLE_MS = 12_000;

/** What the background loops commit in a second while nobody asks for anything. */
export async function idleRate(databaseUrl: string): Promise<number> {
  const before = await commitsOf(databaseUrl);
  const begun = Date.now();
  await sleep(IDLE_MS);
  return ((await commitsOf(databaseUrl)) - before) / ((Date.now() - begun) / 1000);
}
