import { openCase, stepByHttp } from '../bench';
import type { Figure } from '../figure';
import { commitsOf, idleRate } from '../commits';
import { spread } from '../numbers';

const STEPS = 60;

/** What a step commits to our database; Temporal's own is another database, or a file. */
export const commits: Figure = {
  id: 'commits',
  title: 'PostgreSQL commits of one acknowledged step',
  minutes: 6,
  measure: async (bench) => {
    const { databaseUrl } = bench.stack;
    const caseRef = await openCase(bench);
    await stepByHttp(bench, caseRef);
    const perSecond = await idleRate(databaseUrl);
    const rounds: number[] = [];
    for (let round = 0; round < (bench.quick ? 2 : 5); round += 1) {
      const before = await commitsOf(databaseUrl);
      const begun = Date.now();
      for (let nth = 0; nth < STEPS; nth += 1) await stepByHttp(bench, caseRef);
      const committed = (await commitsOf(databaseUrl)) - before;
      rounds.push((committed - (perSecond * (Date.now() - begun)) / 1000) / STEPS);
    }
    return [
      {
        what: 'commits per acknowledged step over HTTP, journal, notes and log included',
        ...{ unit: '', limit: 2, spread: spread(rounds) },
        note: `reading included; ${perSecond.toFixed(1)} a second of the background loops are taken off`,
      },
    ];
  },
};
