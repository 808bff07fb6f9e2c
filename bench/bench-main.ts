import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { messageOf, root } from '../dev/root';
import { connectBench } from './bench';
import type { Bench, Seeded } from './bench';
import { describeMachine } from './machine';
import type { Options } from './options';
import { readOptions } from './options';
import { measureAll } from './measure';
import { profileEnv } from './profile';
import { figures } from './registry';
import { seed } from './seed';
import type { Stack } from './stack/stack';
import { startStack } from './stack/stack';
import { missed, toTable } from './table';
import type { Measured } from './table';

process.env['TZ'] = 'UTC';

/** What the figures on the seeded cases take before the last of them. */
const BEFORE_DEADLINES_MS = 220_000;

const CLOSE_MS = 10_000;

const HELP = `npm run bench -- [--quick] [--only <figure>[,<figure>]] [--cases 10000] [--json] [--strict] [--minutes 45] [--profile]

Starts a service of its own on free ports, measures what speed and cost are promised, and ends what it started.
Progress goes to the error output, the table to the output. A limit that is missed ends it with code 0, or 1 with --strict.
--profile writes what worker and API did during each figure, as .cpuprofile files, and tells whose code took their time.

${figures.map(({ id, title }) => `  ${id.padEnd(12)}${title}`).join('\n')}`;

const begun = Date.now();
const say = (line: string): void => {
  console.error(`${String(Math.round((Date.now() - begun) / 1000)).padStart(5)} s  ${line}`);
};

/** Stops waiting when the time is over or a part of the service has died, so that what was measured is told in any case. */
function endOf(minutes: number): {
  readonly ended: Promise<never>;
  readonly died: (message: string) => void;
} {
  let died: (message: string) => void = () => undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (why: string): void => {
      reject(new Error(why));
    };
    died = end;
    setTimeout(end, minutes * 60_000, `the time of ${minutes} minutes was over`).unref();
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        end(`stopped by ${signal}`);
      });
  });
  ended.catch(() => undefined);
  return { ended, died };
}

function once(bench: Omit<Bench, 'seeded'>, { cases, only }: Options): Bench {
  let seeding: Promise<Seeded> | undefined;
  const beforeMs = only.length === 0 || only.includes('recovery') ? BEFORE_DEADLINES_MS : 0;
  const whole: Bench = { ...bench, seeded: () => (seeding ??= told(seed(whole, cases, beforeMs), cases)) };
  return whole;
}

async function told(seeding: Promise<Seeded>, cases: number): Promise<Seeded> {
  const seeded = await seeding;
  const { journalSeconds, startSeconds } = seeded;
  seedings.push(
    `${cases} cases seeded: journal ${journalSeconds.toFixed(0)} s, start ${startSeconds.toFixed(0)} s`,
  );
  say(seedings.at(-1) ?? '');
  return seeded;
}

const seedings: string[] = [];

function print(stack: Stack, all: readonly Measured[], { json }: Options): void {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const about = {
    machine: describeMachine(),
    on: `${stack.on.database}; ${stack.on.temporal}; Temporal SDK ${dependencies['@temporalio/worker'] ?? ''}`,
    seeding: seedings.join('; ') || 'no cases were seeded',
    minutes: Math.round((Date.now() - begun) / 6_000) / 10,
  };
  if (json) {
    const told = all.map(({ figure: { id, title }, readings, fault }) => ({ id, title, readings, fault }));
    console.log(JSON.stringify({ ...about, figures: told }, null, 1));
    return;
  }
  const notes = all.flatMap(({ readings }) =>
    readings.flatMap(({ what, note }) => (note === undefined ? [] : [`  ${what.trim()}: ${note}`])),
  );
  const lost = missed(all);
  console.log(`${about.machine}\n${about.on}\n${about.seeding}; ${about.minutes} minutes in all\n`);
  console.log(toTable(all));
  console.log(
    `\n${notes.join('\n')}\n\n${lost.length === 0 ? 'All limits are held.' : `${lost.length} missed.`}`,
  );
}

async function main(): Promise<number> {
  const options = readOptions(
    process.argv.slice(2),
    figures.map(({ id }) => id),
  );
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const { ended, died } = endOf(options.minutes);
  const profiles = options.profile ? mkdtempSync(join(tmpdir(), 'sluss-profiles-')) : undefined;
  const env = profiles === undefined ? process.env : { ...process.env, ...profileEnv(profiles) };
  const stack = await startStack(env, say, died);
  try {
    const connected = await connectBench(stack, { say, quick: options.quick });
    const wanted = figures.filter(({ id }) => options.only.length === 0 || options.only.includes(id));
    const all = await measureAll(once(connected, options), { figures: wanted, ended, profiles });
    print(stack, all, options);
    // What a figure that took too long left behind may hold its connections.
    await Promise.race([connected.close(), sleep(CLOSE_MS)]);
    return options.strict && missed(all).length > 0 ? 1 : 0;
  } finally {
    await stack.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
