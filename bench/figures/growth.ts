import { openCase, stepByClient, stepByHttp } from '../bench';
import type { Bench } from '../bench';
import type { Figure } from '../figure';
import { quantile, spread } from '../numbers';
import { inRotation, timed } from '../timing';

const SAMPLES = 8;

/** Whether a long case is slower than a short one: cases of three ages, a step of each in turn. */
export const growth: Figure = {
  id: 'growth',
  title: 'a step at message 40 and 1,000 / at message 1',
  minutes: 10,
  measure: async (bench) => {
    const long = bench.quick ? 200 : 1_000;
    const rounds = bench.quick ? 3 : 7;
    bench.say(`driving a case to ${long} messages`);
    const old = await driven(bench, long - (rounds * SAMPLES) / 2);
    const ways = [() => young(bench), () => aged(bench, 36), () => steps(bench, old)];
    await inRotation(1, ways);
    const [one = [], forty = [], many = []] = await inRotation(rounds, ways);
    const ratio = (times: readonly number[][]): number[] =>
      times.map((round, nth) => quantile(round, 0.5) / quantile(one[nth] ?? [], 0.5));
    const at = (message: number) => `p50 of a step at message ${message} / at message 1`;
    return [
      { what: at(40), unit: '×', spread: spread(ratio(forty)), limit: 1.1 },
      { what: at(long), unit: '×', spread: spread(ratio(many)), ...(bench.quick ? {} : { limit: 1.5 }) },
      { what: '  the step at message 1', unit: 'ms', spread: spread(one.flat()) },
    ];
  },
};

async function driven(bench: Bench, messages: number): Promise<string> {
  const caseRef = await openCase(bench);
  for (let nth = 1; nth < messages; nth += 1) await stepByClient(bench, caseRef);
  return caseRef;
}

/** The first steps of new cases. */
async function young(bench: Bench): Promise<readonly number[]> {
  const times: number[] = [];
  for (let nth = 0; nth < SAMPLES; nth += 1) {
    const caseRef = await openCase(bench);
    times.push(await timed(() => stepByHttp(bench, caseRef)));
  }
  return times;
}

async function aged(bench: Bench, messages: number): Promise<readonly number[]> {
  return steps(bench, await driven(bench, messages));
}

async function steps(bench: Bench, caseRef: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let nth = 0; nth < SAMPLES; nth += 1) times.push(await timed(() => stepByHttp(bench, caseRef)));
  return times;
}
