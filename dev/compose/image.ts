import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { root } from '../root';

const run = promisify(execFile);
const RUN_MS = 900_000;

/** One stage of the Dockerfile, built into a folder: what lies there, and how it is run. */
export interface Image {
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly command: readonly string[];
}

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions that the Dockerfile is made of; a new one has to be taught here. */
type Step = (image: Image, rest: string, stages: ReadonlyMap<string, Image>) => Promise<Image> | Image;

const steps: Readonly<Record<string, Step>> = {
  ENV: (image, rest) => ({ ...image, env: { ...image.env, ...pairsOf(rest) } }),
  WORKDIR: async (image, rest) => {
    await mkdir(join(image.dir, rest), { recursive: true });
    return { ...image, workdir: rest };
  },
  COPY: copy,
  RUN: async (image, rest) => {
    // What Debian's packages bring, the machine has to have: its programs stand in for the base image's.
    if (rest.startsWith('apt-get ')) return image;
    await run('bwrap', [...rootOf(image), 'sh', '-euc', rest], { timeout: RUN_MS, maxBuffer: 1 << 24 });
    return image;
  },
  CMD: (image, rest) => ({ ...image, command: JSON.parse(rest) as string[] }),
  USER: (image) => image,
  HEALTHCHECK: (image) => image,
};

/**
 * Builds the stages of the Dockerfile by hand, where no engine is: each COPY takes the named paths only, as far as `.dockerignore` lets
 * them through, and each RUN runs in a root that has this machine's programs in the place of the base image and nothing of the project.
 */
export async function buildImages(dir: string): Promise<ReadonlyMap<string, Image>> {
  const stages = new Map<string, Image>();
  let name = '';
  for (const { name: instruction, rest } of parse(await readFile(join(root, 'Dockerfile'), 'utf8'))) {
    if (instruction === 'FROM') {
      const [from = '', , as = ''] = rest.split(' ');
      name = as;
      stages.set(name, await begin(join(dir, name), stages.get(from)));
      continue;
    }
    const step = steps[instruction];
    const image = stages.get(name);
    if (step === undefined || image === undefined) throw new Error(`The Dockerfile says ${instruction}`);
    stages.set(name, await step(image, rest, stages));
  }
  return stages;
}

function parse(text: string): readonly Instruction[] {
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { name, rest };
    });
}

async function begin(dir: string, from: Image | undefined): Promise<Image> {
  if (from !== undefined) {
    await copyTree(from.dir, dir);
    return { ...from, dir };
  }
  await mkdir(dir, { recursive: true });
  return { dir, env: {}, workdir: '/', command: [] };
}

async function copy(image: Image, rest: string, stages: ReadonlyMap<string, Image>): Promise<Image> {
  const { from, sources, target } = copyOf(rest);
  if (from === undefined) await refuseIgnored(sources);
  const source = from === undefined ? root : (stages.get(from)?.dir ?? '');
  const to = join(image.dir, resolve(image.workdir, target));
  for (const path of sources) {
    const place = sources.length === 1 && !target.endsWith('/') ? to : join(to, path);
    await rm(place, { recursive: true, force: true });
    await copyTree(join(source, path), place);
  }
  return image;
}

function copyOf(rest: string): { from: string | undefined; sources: readonly string[]; target: string } {
  const words = rest.split(' ');
  const [, from] = /^--from=(.+)$/.exec(words[0] ?? '') ?? [];
  const named = from === undefined ? words : words.slice(1);
  return { from, sources: named.slice(0, -1), target: named.at(-1) ?? '.' };
}

/** Links in the place of copies where the file system lets it: a stage is never written again once another is made from it. */
async function copyTree(from: string, to: string): Promise<void> {
  await run('cp', ['--archive', '--link', from, to]).catch(() => run('cp', ['--archive', from, to]));
}

/** `.dockerignore` keeps everything out but what it names. */
async function refuseIgnored(paths: readonly string[]): Promise<void> {
  const lines = (await readFile(join(root, '.dockerignore'), 'utf8')).split('\n');
  const kept = paths.filter((path) => !lines.includes(`!${path}`));
  if (!lines.includes('*') || kept.length > 0) throw new Error(`.dockerignore keeps ${kept.join(', ')} out`);
}

function pairsOf(rest: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...rest.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const etc = ['ssl', 'ld.so.cache', 'nsswitch.conf', 'alternatives', 'group', 'protocols', 'services'];

/** What the base image brings, from this machine: programs and libraries, and no part of the project or of anybody's home. */
export function machine(): readonly string[] {
  const parts = ['/usr', '/bin', '/sbin', '/lib', '/lib64', ...etc.map((name) => `/etc/${name}`)];
  const directories = ['/etc', '/run', '/home', '/opt', '/var'];
  return [
    ...directories.flatMap((path) => ['--perms', '755', '--dir', path]),
    ...parts.flatMap((part) => ['--ro-bind-try', part, part]),
    ...['--dev', '/dev', '--proc', '/proc'],
  ];
}

function rootOf({ dir, env, workdir }: Image): readonly string[] {
  const set = Object.entries({ PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/tmp', ...env });
  return [
    ...machine(),
    ...['--bind', join(dir, 'app'), '/app', '--perms', '1777', '--tmpfs', '/tmp'],
    ...['hosts', 'resolv.conf', 'passwd'].flatMap((name) => ['--ro-bind', `/etc/${name}`, `/etc/${name}`]),
    '--clearenv',
    ...set.flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--chdir', workdir],
  ];
}
