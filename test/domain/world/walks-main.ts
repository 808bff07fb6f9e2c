import { parseArgs } from 'node:util';

import { emptyTally, kinds, unreached, walkInto } from './walking';
import type { Tally } from './walking';
import { ACTIONS } from './walk';

process.env['TZ'] = 'UTC';

const usage = `npm run walks -- [--walks 10000] [--seed N] [--moves 3,8,20]

Walks at random through several units, the police, the post and the clock, and looks after every step whether the rules hold.
  --walks  how many walks; 10000 where nothing is said
  --seed   the seed of the first walk, the next has the next; the time where nothing is said
  --moves  only these moves of the one walk with that seed, as a failure prints them`;

/** So many failures are told in full; of the others their message and seed. */
const TOLD = 5;

interface Wanted {
  readonly walks: number;
  readonly seed: number;
  readonly moves?: readonly number[];
}

const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new Error(`${text} is no whole number.`);
  return Number(text);
};

function wanted(): Wanted {
  const { values } = parseArgs({
    options: { walks: { type: 'string' }, seed: { type: 'string' }, moves: { type: 'string' } },
  });
  const seed = values.seed === undefined ? Math.floor(Date.now() / 1000) : whole(values.seed);
  if (values.moves !== undefined) return { walks: 1, seed, moves: values.moves.split(',').map(whole) };
  return { walks: whole(values.walks ?? '10000'), seed };
}

const say = (...lines: readonly string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`);
};

function progress({ walks, actions, failures }: Tally, since: number): string {
  const seconds = Math.round((Date.now() - since) / 1000);
  return `  ${walks.toString()} walks, ${actions.toString()} actions, ${failures.length.toString()} failures, ${seconds.toString()} s`;
}

function walkAll({ walks, seed, moves }: Wanted): Tally {
  const tally = emptyTally();
  const since = Date.now();
  const every = Math.max(1, Math.ceil(walks / 20));
  for (let nth = 0; nth < walks; nth += 1) {
    const failed = tally.failures.length;
    walkInto(tally, moves === undefined ? { seed: seed + nth } : { seed, moves });
    tally.failures.slice(failed).forEach(({ message, again, trace }) => {
      say('', `FAILED ${message}`, ...(failed < TOLD ? trace : []), `Walk it again: ${again}`, '');
    });
    if (tally.walks % every === 0) say(progress(tally, since));
  }
  return tally;
}

function counted({ walks, actions, turns, reached, failures }: Tally): readonly string[] {
  const often = [...reached].sort(([one], [other]) => (one < other ? -1 : 1));
  const missed = kinds.filter((type) => !reached.has(type));
  return [
    `Events reached, ${reached.size.toString()} of ${kinds.length.toString()} kinds:`,
    ...often.map(([type, times]) => `  ${times.toString().padStart(8)}  ${type}`),
    ...missed.map((type) => `         –  ${type}: ${unreached[type] ?? 'not this time'}`),
    `${walks.toString()} walks, ${actions.toString()} actions with an effect, ${turns.toString()} turns, ${failures.length.toString()} failures.`,
  ];
}

function main(): void {
  const { walks, seed, moves } = wanted();
  say(`${walks.toString()} walks of at least ${ACTIONS.toString()} actions from seed ${seed.toString()}.`);
  const tally = walkAll({ walks, seed, ...(moves === undefined ? {} : { moves }) });
  say(...counted(tally));
  process.exitCode = tally.failures.length === 0 ? 0 : 1;
}

try {
  main();
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}\n`);
  process.exitCode = 2;
}
