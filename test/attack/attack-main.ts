import { parseArgs } from 'node:util';

import { messageOf } from '../../dev/root';
import type { Service } from '../system/service';
import { prepareService } from '../system/service';
import { attackBodies } from './bodies';
import type { Cases } from './cases';
import { makeCases } from './cases';
import { attackByFuzzing, schemathesis } from './fuzz';
import { attackByGuessing } from './guessing';
import { attackIdentifiers } from './identifiers';
import { attackLetters } from './letters';
import { plantMarkers, searchFiles } from './markers';
import type { Planted } from './markers';
import { attackMatrix } from './matrix';
import type { Counts } from './tally';
import { isClean, toTable } from './tally';
import type { Target } from './target';
import { targetOf } from './target';
import { attackTiming } from './timing';
import type { Timing } from './timing';
import { attackTokens } from './tokens';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    'no-fuzz': { type: 'boolean', default: false },
    seed: { type: 'string', default: '20260302' },
  },
});

const begun = Date.now();

/** Progress goes to the error output, so that --json prints JSON and nothing else. */
function say(line: string): void {
  console.error(`${String(Math.round((Date.now() - begun) / 1000)).padStart(5)} s  ${line}`);
}

/** How hard is tried: everyday, or for a night. */
const extent = values.long
  ? { examples: 200, guesses: 10_000, timed: 5_000 }
  : { examples: 5, guesses: 500, timed: 1_000 };

/** One part of the attack, with a line before and after. */
async function part(title: string, attack: () => Promise<Counts>): Promise<Counts> {
  say(title);
  const counts = await attack();
  const faults = Object.values(counts.faults).reduce((sum, count) => sum + count, 0);
  say(`  ${String(counts.tries)} tries, ${String(faults)} found`);
  for (const what of counts.findings) say(`  ${what}`);
  return counts;
}

/** Who is fuzzed, and in which phases: the coverage of every bound of every schema is the longest one. */
const fuzzed = [
  ['sav.caseworker', 'examples,coverage,fuzzing'],
  ['sav.supervisor', values.long ? 'examples,coverage,fuzzing' : 'examples,fuzzing'],
  ['hisingen.reception', 'examples,fuzzing'],
  ['sav.operator', 'examples,fuzzing'],
] as const;

async function fuzz(target: Target, program: string, cases: Cases): Promise<readonly Counts[]> {
  const seed = Number(values.seed);
  const { examples } = extent;
  const aims = [cases.own, cases.other];
  const all: Counts[] = [];
  for (const [who, phases] of fuzzed) {
    const fuzzing = { who, phases, examples, seed };
    all.push(
      await part(`schemathesis as ${who}: ${phases}`, () => attackByFuzzing(target, program, aims, fuzzing)),
    );
  }
  return all;
}

interface Outcome {
  readonly parts: readonly Counts[];
  readonly timing: Timing;
  readonly planted: Planted;
}

/** Everything that needs more requests than the shipped limits let anybody send. */
async function attackLoose(service: Service, program: string | undefined): Promise<Outcome> {
  const target = await targetOf(service);
  say('cases of three units');
  const cases = await makeCases(target.stage);
  say('response time of foreign and unknown');
  const { counts, timing } = await attackTiming(target, cases.other, extent.timed);
  say('marker words');
  const planted = await plantMarkers(target);
  const parts = [
    counts,
    await part('identifiers in path, body, header, cursor and key', () => attackIdentifiers(target, cases)),
    await part('forged tokens', () => attackTokens(target)),
    await part('letters', () => attackLetters(target, cases.other)),
    await part('bad input', () => attackBodies(target, cases.own)),
    await part('operation × role × case', () => attackMatrix(target, cases)),
  ];
  if (program !== undefined) parts.push(...(await fuzz(target, program, cases)));
  return { parts, timing, planted };
}

async function attack(service: Service, program: string | undefined): Promise<Outcome> {
  const { env } = service;
  Object.assign(env, { SLUSS_REQUESTS_PER_MINUTE: '10000000', SLUSS_MISSES_BEFORE_LOCK: '10000000' });
  say('starting a service of its own');
  await service.start();
  const loose = await attackLoose(service, program);
  say('starting it again, with the limits that it ships with');
  await service.stop();
  delete env['SLUSS_REQUESTS_PER_MINUTE'];
  delete env['SLUSS_MISSES_BEFORE_LOCK'];
  await service.start();
  const limited = await targetOf(service);
  const guessed = await part('guessing references', () => attackByGuessing(limited, extent.guesses));
  await service.stop();
  say('searching everything that it wrote');
  searchFiles(service, loose.planted);
  return { ...loose, parts: [...loose.parts, guessed, loose.planted.counts] };
}

function printed({ foreign, unknown, each, foreignSlower, pairs }: Timing): string {
  const ms = (two: Timing['foreign']): string => two.map((one) => one.toFixed(2)).join(' and ');
  return [
    `Response time, medians of ${String(each)} in two runs: foreign ${ms(foreign)} ms, unknown ${ms(unknown)} ms`,
    `foreign was the slower of a pair ${String(foreignSlower)} times of ${String(pairs)}`,
  ].join('; ');
}

async function main(): Promise<void> {
  const program = values['no-fuzz'] ? undefined : await schemathesis(process.env['SLUSS_CACHE'], say);
  const service = await prepareService();
  try {
    const { parts, timing } = await attack(service, program);
    const clean = isClean(parts);
    if (values.json) console.log(JSON.stringify({ clean, seed: values.seed, parts, timing }, null, 2));
    else
      console.log(
        `${toTable(parts)}\n\n${printed(timing)}\n\n${clean ? 'Nothing got through.' : 'It did not hold.'}`,
      );
    process.exitCode = clean ? 0 : 1;
  } finally {
    await service.remove();
  }
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
