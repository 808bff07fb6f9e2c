import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { cacheDir, isProgram } from './binaries';
import { messageOf, root } from './root';

const run = promisify(execFile);

const FETCH_MS = 300_000;
const dir = join(root, 'docs', 'monitoring');

/** Prometheus' own tool: `PROMTOOL_PATH`, the cache, or taken once out of the package in the system's archive. */
async function promtool(): Promise<string> {
  const target = process.env['PROMTOOL_PATH'] ?? join(cacheDir(process.env), 'promtool');
  if (await isProgram(target)) return target;
  await mkdir(cacheDir(process.env), { recursive: true });
  const part = await mkdtemp(`${target}.part-`);
  try {
    console.log('promtool: fetching once, out of the package prometheus');
    await run('apt-get', ['download', 'prometheus'], { cwd: part, timeout: FETCH_MS });
    const [archive = ''] = await readdir(part);
    await run('dpkg-deb', ['-x', archive, 'unpacked'], { cwd: part });
    await rename(join(part, 'unpacked', 'usr', 'bin', 'promtool'), target);
  } catch (error) {
    const wayOut = 'Way out: install Prometheus 2.42 or later and set PROMTOOL_PATH to its promtool.';
    throw new Error(`promtool could not be fetched: ${messageOf(error)}\n${wayOut}`, { cause: error });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return target;
}

interface Dashboard {
  readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
}

/** The dashboard's expressions as recording rules, which promtool can read. */
async function rulesOfDashboard(into: string): Promise<string> {
  const { panels } = JSON.parse(await readFile(join(dir, 'dashboard.json'), 'utf8')) as Dashboard;
  const rules = panels
    .flatMap(({ targets = [] }) => targets)
    .map(({ expr }, nth) => ({
      record: `dashboard:${nth}`,
      expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$unit', '.+'),
    }));
  const file = join(into, 'dashboard.json');
  await writeFile(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  return file;
}

async function main(): Promise<void> {
  const tool = await promtool();
  const work = await mkdtemp(join(tmpdir(), 'sluss-monitoring-'));
  try {
    for (const args of [
      ['check', 'config', 'prometheus.yml'],
      ['check', 'rules', 'alerts.yml', await rulesOfDashboard(work)],
      ['test', 'rules', 'alerts.test.yml'],
    ]) {
      const { stdout } = await run(tool, args, { cwd: dir });
      console.log(stdout.trim());
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  console.error([stdout, stderr, messageOf(error)].filter((text) => text !== '').join('\n'));
  process.exit(1);
});
