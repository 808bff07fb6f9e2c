import type { Bench } from '../bench';
import type { Figure } from '../figure';
import { commitsOf, idleRate } from '../commits';
import { quantile, spread } from '../numbers';
import { timed } from '../timing';
import { CASEWORKER } from '../usual-case';

const ROWS = 50;

/** A page of a long worklist, and the next, and the next: rows whose keys nobody has at hand. */
export const worklist: Figure = {
  id: 'worklist',
  title: 'a worklist of 50 rows with 10,000 open cases',
  seeded: true,
  minutes: 18,
  measure: async (bench) => {
    await bench.seeded();
    const pages = bench.quick ? 20 : 80;
    const perSecond = await idleRate(bench.stack.databaseUrl);
    const before = await commitsOf(bench.stack.databaseUrl);
    const begun = Date.now();
    const times = await turned(bench, pages);
    const seconds = (Date.now() - begun) / 1000;
    const commits = (await commitsOf(bench.stack.databaseUrl)) - before - perSecond * seconds;
    return [
      {
        what: 'a page of 50 rows of the worklist',
        ...{ unit: 'ms', spread: spread(times), limit: 100 },
        ...{ judged: quantile(times, 0.95), judgedAs: 'p95' },
      },
      {
        what: 'transactions of one page, the log line of its reading included',
        ...{ unit: '', spread: spread([commits / pages]), limit: 2.5 },
        note: 'one query and one line; more would be a query for each row',
      },
    ];
  },
};

async function turned(bench: Bench, pages: number): Promise<readonly number[]> {
  const times: number[] = [];
  let cursor = '';
  while (times.length < pages) {
    let rows = 0;
    const took = await timed(async () => {
      const { items, next } = await pageAfter(bench, cursor);
      rows = items.length;
      cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
    });
    // The last page of the list is shorter; from there it begins anew.
    if (rows === ROWS) times.push(took);
  }
  return times;
}

interface Page {
  readonly items: readonly unknown[];
  readonly next?: string;
}

async function pageAfter({ stage }: Bench, cursor: string): Promise<Page> {
  const { status, body } = await stage.person(CASEWORKER).get(`/v1/worklists/mine?limit=${ROWS}${cursor}`);
  if (status !== 200) throw new Error(`A page was answered with ${status}`);
  return body as unknown as Page;
}
