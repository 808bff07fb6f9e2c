import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

import { root } from '../dev/root';
import type { Env, Say } from '../dev/root';
import type { Part } from './stack/part';

/** What a profile is, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples?: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas?: readonly number[];
}

/** Where CPU time went: whose code, and its share of the time that the thread was at work. */
export interface Share {
  readonly whose: string;
  readonly share: number;
}

/** With this every Node process of a service can be told to profile itself. */
export function profileEnv(dir: string): Env {
  const preload = pathToFileURL(join(__dirname, 'child', 'profile.mjs')).href;
  return { NODE_OPTIONS: `--import ${preload}`, SLUSS_PROFILE_DIR: dir };
}

const WRITTEN_WITHIN_MS = 5_000;

/** Profiles parts of the service while something is measured, and tells where their time went. */
export async function profiled<T>(
  parts: Readonly<Record<string, Part>>,
  { dir, name, say }: { readonly dir: string; readonly name: string; readonly say: Say },
  work: () => Promise<T>,
): Promise<T> {
  const before = new Set(readdirSync(dir));
  const pids = Object.entries(parts).map(([part, { pid }]) => [part, pid()] as const);
  for (const [, pid] of pids) process.kill(pid, 'SIGUSR2');
  try {
    return await work();
  } finally {
    // One that was killed meanwhile has nothing to tell.
    const alive = pids.filter(([part, pid]) => parts[part]?.pid() === pid);
    for (const [, pid] of alive) process.kill(pid, 'SIGUSR2');
    await sleep(WRITTEN_WITHIN_MS);
    for (const file of readdirSync(dir).filter((each) => !before.has(each))) {
      const [part] = alive.find(([, pid]) => file.startsWith(`${pid}-`)) ?? ['other'];
      const to = join(dir, `${name}-${part}-${file}`);
      renameSync(join(dir, file), to);
      tellOf(to, say);
    }
  }
}

const TOLD = 16;
/** A thread that did nothing has no profile worth reading. */
const BUSY_MS = 200;

function tellOf(file: string, say: Say): void {
  const { busyMs, shares } = sharesOf(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile);
  if (busyMs < BUSY_MS) return;
  say(`${file}: ${Math.round(busyMs)} ms at work`);
  for (const { whose, share } of shares.slice(0, TOLD))
    say(`  ${(share * 100).toFixed(1).padStart(5)} %  ${whose}`);
}

/** The self time of each package and each file of our own. */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }: CpuProfile): {
  readonly busyMs: number;
  readonly shares: readonly Share[];
} {
  const whoseById = new Map(nodes.map(({ id, callFrame }) => [id, whoseOf(callFrame)]));
  const times = new Map<string, number>();
  for (const [nth, id] of samples.entries()) {
    const whose = whoseById.get(id) ?? '';
    // A sample lasts until the next one.
    times.set(whose, (times.get(whose) ?? 0) + (timeDeltas[nth + 1] ?? 0));
  }
  times.delete('(idle)');
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
  const shares = [...times].map(([whose, time]) => ({ whose, share: time / busy }));
  return { busyMs: busy / 1000, shares: shares.sort((one, other) => other.share - one.share) };
}

function whoseOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string {
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)';
  const path = url.replace('file://', '');
  const [, inPackages] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return inPackages ?? path.replace(`${root}${sep}`, '');
}
