import { openCase, stepByClient, stepByHttp } from '../bench';
import type { Bench } from '../bench';
import type { Figure, Reading } from '../figure';
import { median, quantile, spread } from '../numbers';
import { atOnce, inRotation } from '../timing';

const LIMITS = [
  { clients: 1, limit: 1.25, steps: 40 },
  { clients: 16, limit: 1.15, steps: 8 },
] as const;

/** What the API adds to a step, side by side with Temporal's own client on the same cases. */
export const httpOverRaw: Figure = {
  id: 'http',
  title: 'step over HTTP / the same update by raw client',
  minutes: 10,
  measure: async (bench) => {
    const readings: Reading[] = [];
    for (const of of LIMITS) readings.push(...(await measureAt(bench, of)));
    return readings;
  },
};

async function measureAt(
  bench: Bench,
  { clients, limit, steps }: (typeof LIMITS)[number],
): Promise<readonly Reading[]> {
  const rounds = bench.quick ? 3 : 9;
  const cases = await Promise.all(Array.from({ length: clients }, () => openCase(bench)));
  const by = (step: typeof stepByHttp) => () =>
    atOnce(clients, steps, (caller) => step(bench, cases[caller] ?? ''));
  const ways = [by(stepByHttp), by(stepByClient)];
  // The first calls meet cold code and cold keys.
  await inRotation(1, ways);
  const [http = [], raw = []] = await inRotation(rounds, ways);
  const p50 = (round: readonly number[] = []): number => quantile(round, 0.5);
  const at = `${clients} client${clients === 1 ? '' : 's'}`;
  return [
    {
      what: `p50 of a step over HTTP / by raw client, ${at}`,
      ...{ unit: '×', limit },
      spread: spread(http.map((round, nth) => p50(round) / p50(raw[nth]))),
    },
    {
      what: `  the step over HTTP, ${at}`,
      unit: 'ms',
      spread: { ...spread(http.flat()), median: median(http.map(p50)) },
    },
    {
      what: `  the step by raw client, ${at}`,
      unit: 'ms',
      spread: { ...spread(raw.flat()), median: median(raw.map(p50)) },
    },
  ];
}
