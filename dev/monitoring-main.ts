import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { promtool } from './promtool';
import { messageOf, root } from './root';

const run = promisify(execFile);

const dir = join(root, 'docs', 'monitoring');

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

/** Checks rules, their tests and the dashboard; with `--tool` only says by its exit code whether promtool can be had, fetching it where it is not here. */
async function main(): Promise<void> {
  const tool = await promtool(process.env);
  if (process.argv.includes('--tool')) return;
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
