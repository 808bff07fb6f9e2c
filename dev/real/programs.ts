import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { cacheDir, isProgram } from '../binaries';
import { root } from '../root';
import type { Env, Say } from '../root';

/** Where the real Temporal server, its schema tool and its UI lie. */
export interface RealPrograms {
  readonly server: string;
  readonly sqlTool: string;
  readonly ui: string;
}

interface Program {
  readonly title: string;
  /** The directory with `go.mod` and `go.sum`, which pin it and all that it is made of. */
  readonly module: string;
  readonly source: string;
  readonly name: string;
}

/** What reads docker-compose.yml and the Dockerfile where no Docker is: Compose itself, and BuildKit's linter. */
const docker = {
  compose: {
    title: 'Docker Compose',
    module: 'compose',
    source: 'github.com/docker/compose/v2/cmd',
    name: 'docker-compose',
  },
  lint: { title: 'The linter of Dockerfiles', module: 'compose', source: './lint', name: 'dockerfile-lint' },
} as const satisfies Record<string, Program>;

const programs = {
  ui: {
    title: "Temporal's UI",
    module: 'ui',
    source: 'github.com/temporalio/ui-server/v2/cmd/server',
    name: 'temporal-ui',
  },
  sqlTool: {
    title: "Temporal's schema tool",
    module: 'server',
    source: 'go.temporal.io/server/cmd/tools/sql',
    name: 'temporal-sql-tool',
  },
  server: {
    title: 'The Temporal server',
    module: 'server',
    source: 'go.temporal.io/server/cmd/server',
    name: 'temporal-server',
  },
} as const satisfies Record<keyof RealPrograms, Program>;

/** One core compiles the server for a quarter of an hour. */
const BUILD_MS = 3_600_000;
const PINS = 12;

/**
 * The real Temporal server, built once from the Go module proxy and kept in the cache; other pins are another file. Needs Go of the
 * version that `go.mod` names. Where Docker runs, the images serve instead.
 */
export async function realPrograms(env: Env, say: Say): Promise<RealPrograms> {
  const build = (program: Program): Promise<string> => find(program, env, say);
  // One after the other: each of them uses all the cores there are.
  const ui = await build(programs.ui);
  const sqlTool = await build(programs.sqlTool);
  return { ui, sqlTool, server: await build(programs.server) };
}

/** Compose, built once in the same way (minutes). */
export function composeProgram(env: Env, say: Say): Promise<string> {
  return find(docker.compose, env, say);
}

/** The linter, likewise. */
export function lintProgram(env: Env, say: Say): Promise<string> {
  return find(docker.lint, env, say);
}

/** Whether both lie in the cache already. */
export function isDockerBuilt(env: Env): Promise<boolean> {
  return areAllBuilt(Object.values(docker), env);
}

/** Whether all of it lies in the cache already. */
export function areBuilt(env: Env): Promise<boolean> {
  return areAllBuilt(Object.values(programs), env);
}

async function areAllBuilt(wanted: readonly Program[], env: Env): Promise<boolean> {
  const built = await Promise.all(wanted.map((program) => isProgram(targetOf(program, env))));
  return built.every(Boolean);
}

async function find(program: Program, env: Env, say: Say): Promise<string> {
  const target = targetOf(program, env);
  if (await isProgram(target)) return target;
  say(`${program.title}: building once from source (minutes), to be kept as ${target}`);
  await mkdir(cacheDir(env), { recursive: true });
  const part = `${target}.part-${process.pid}`;
  try {
    await build(program, part, env);
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
  return target;
}

function targetOf({ module, name }: Program, env: Env): string {
  const dir = join(root, 'dev', 'real', module);
  const pins = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) pins.update(readFileSync(join(dir, file)));
  const tag = pins.digest('hex').slice(0, PINS);
  return join(cacheDir(env), `${name}-${tag}-${process.platform}-${process.arch}`);
}

async function build({ title, module, source }: Program, target: string, env: Env): Promise<void> {
  const args = ['build', '-mod=readonly', '-trimpath', '-ldflags=-s -w', '-o', target, source];
  const go = spawn('go', args, {
    cwd: join(root, 'dev', 'real', module),
    env: { ...env, CGO_ENABLED: '0' },
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: BUILD_MS,
  });
  const how = await new Promise<string | undefined>((resolve) => {
    go.once('error', (error) => {
      resolve(error.message);
    });
    go.once('exit', (code, signal) => {
      resolve(code === 0 ? undefined : `go build ended (${signal ?? String(code)})`);
    });
  });
  if (how !== undefined)
    throw new Error(`${title} could not be built: ${how}. It needs Go as dev/real/${module}/go.mod says.`);
}
