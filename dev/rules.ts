import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

import rules from '../docs/rules.json';

import { messageOf, root } from './root';
import { reportOf, toText } from './rules-report';
import type { Rule, Source } from './rules-report';

process.env['TZ'] = 'UTC';

const run = promisify(execFile);

/** Where a rule can be made true; other rooms carry, show or prove it. */
const rooms = ['domain', 'api', 'store', 'security', 'activities', 'workflows', 'profiles'];

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

async function readCode(): Promise<readonly Source[]> {
  const listed = await Promise.all(
    rooms.map(async (room) => {
      const names = await readdir(join(root, room), { recursive: true }).catch(() => []);
      return names.filter((name) => /\.(ts|json)$/.test(name)).map((name) => join(room, name));
    }),
  );
  const files = listed.flat().sort();
  return Promise.all(files.map(async (name) => ({ name, text: await readFile(join(root, name), 'utf8') })));
}

/** Lets Jest load every test and run none: it knows the titles that tables and loops expand to. */
async function readTests(): Promise<readonly Source[]> {
  const dir = await mkdtemp(join(tmpdir(), 'sluss-rules-'));
  const outputFile = join(dir, 'tests.json');
  try {
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const args = [jest, '--testNamePattern', '(?!)', '--silent', '--json', '--outputFile', outputFile];
    await run(process.execPath, args, { cwd: root, maxBuffer: 256 * 1024 * 1024 }).catch(() => undefined);
    const { testResults } = JSON.parse(await readFile(outputFile, 'utf8')) as JestReport;
    const broken = testResults.find(({ status }) => status === 'failed');
    if (broken !== undefined) throw new Error(`${broken.name} cannot be loaded:\n${broken.message}`);
    return testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status !== 'todo')
        .map(({ fullName }) => ({ name: `${relative(root, name)} › ${fullName}`, text: fullName })),
    );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  console.error('Reading the titles of all tests; about a minute.');
  const [code, tests] = await Promise.all([readCode(), readTests()]);
  const report = reportOf(rules as readonly Rule[], code, tests);
  console.log(process.argv.includes('--json') ? JSON.stringify(report, undefined, 2) : toText(report));
  if (report.faults.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
