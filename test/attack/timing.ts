import { UNKNOWN } from './cases';
import type { Counts } from './tally';
import { countsOf, found } from './tally';
import type { Target } from './target';
import { asStaff } from './target';

/** Medians in milliseconds of two runs, in each of which foreign and unknown took turns. */
export interface Timing {
  readonly each: number;
  readonly foreign: readonly [number, number];
  readonly unknown: readonly [number, number];
  /** How often the foreign one of a pair took longer; half of the pairs when nothing tells them apart. */
  readonly foreignSlower: number;
  readonly pairs: number;
}

const WHO = 'sav.caseworker';
const WARM_UP = 100;

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}

async function timed(target: Target, counts: Counts, ref: string): Promise<number> {
  const shot = asStaff(target, WHO, { method: 'get', path: `/v1/cases/${ref}` });
  const begun = performance.now();
  const { status } = await target.shoot(counts, shot);
  const took = performance.now() - begun;
  if (status !== 404) found(counts, 'wrong', `timing ${ref}: ${status.toString()}`);
  return took;
}

async function run(target: Target, counts: Counts, foreign: string, each: number) {
  const times: { readonly foreign: number[]; readonly unknown: number[] } = { foreign: [], unknown: [] };
  for (let nth = 0; nth < each; nth += 1) {
    // Who goes first changes, so that neither profits from the other.
    const turns = [
      async () => times.foreign.push(await timed(target, counts, foreign)),
      async () => times.unknown.push(await timed(target, counts, UNKNOWN)),
    ];
    for (const turn of nth % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  return times;
}

/**
 * Whether a caller can tell by the time. The medians must differ by less than two runs of the same kind do; and where the machine
 * is so quiet that two runs hardly differ, the pairs decide: by chance the foreign one is the slower one of half of them.
 */
export function isTold({ foreign, unknown, foreignSlower, pairs }: Timing): boolean {
  const noise = Math.max(Math.abs(foreign[0] - foreign[1]), Math.abs(unknown[0] - unknown[1]));
  const apart = Math.max(Math.abs(foreign[0] - unknown[0]), Math.abs(foreign[1] - unknown[1]));
  const deviations = Math.abs(foreignSlower - pairs / 2) / (Math.sqrt(pairs) / 2);
  return apart > noise && deviations > 4;
}

/** Asks for a foreign and an unknown case in turn, twice over, and compares how long it took (CON-6). */
export async function attackTiming(
  target: Target,
  foreignCase: string,
  each: number,
): Promise<{ readonly counts: Counts; readonly timing: Timing }> {
  const counts = countsOf('response time');
  for (let nth = 0; nth < WARM_UP; nth += 1)
    await timed(target, counts, nth % 2 === 0 ? foreignCase : UNKNOWN);
  const [first, second] = [
    await run(target, counts, foreignCase, each),
    await run(target, counts, foreignCase, each),
  ];
  const slower = [first, second].map(
    ({ foreign, unknown }) => foreign.filter((ms, nth) => ms > (unknown[nth] ?? ms)).length,
  );
  const timing: Timing = {
    each,
    foreign: [median(first.foreign), median(second.foreign)],
    unknown: [median(first.unknown), median(second.unknown)],
    foreignSlower: slower.reduce((sum, count) => sum + count, 0),
    pairs: 2 * each,
  };
  if (isTold(timing)) found(counts, 'different', `the time tells: ${JSON.stringify(timing)}`);
  return { counts, timing };
}
