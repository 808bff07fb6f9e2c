import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { cacheDir, installedProgram, isProgram } from './binaries';
import { messageOf } from './root';
import type { Env, Say } from './root';

const run = promisify(execFile);

const FETCH_MS = 300_000;

/** The path of Prometheus' own tool: `PROMTOOL_PATH`, the PATH, the cache, or taken once out of the package in the system's archive. */
export async function promtool(env: Env, say: Say = console.log): Promise<string> {
  const installed = await installedProgram('promtool', 'PROMTOOL_PATH', env);
  if (installed !== undefined) return installed;
  const target = join(cacheDir(env), 'promtool');
  if (!(await isProgram(target))) await fetchOnce(target, env, say);
  return target;
}

async function fetchOnce(target: string, env: Env, say: Say): Promise<void> {
  await mkdir(cacheDir(env), { recursive: true });
  const part = await mkdtemp(`${target}.part-`);
  try {
    say('promtool: fetching once, out of the package prometheus');
    await run('apt-get', ['download', 'prometheus'], { cwd: part, env, timeout: FETCH_MS });
    const [archive = ''] = await readdir(part);
    await run('dpkg-deb', ['-x', archive, 'unpacked'], { cwd: part, env });
    await rename(join(part, 'unpacked', 'usr', 'bin', 'promtool'), target);
  } catch (error) {
    const wayOut = 'Way out: install Prometheus 2.42 or later, or set PROMTOOL_PATH to its promtool.';
    throw new Error(`promtool could not be fetched: ${messageOf(error)}\n${wayOut}`, { cause: error });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
