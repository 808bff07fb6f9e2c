import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Counts, FaultKind } from './tally';
import { countsOf, found, isClean } from './tally';
import type { Target } from './target';

const run = promisify(execFile);

const VERSION = '4.32.5';
const INSTALL_MS = 300_000;
const FUZZ_MS = 3_600_000;

const CHECKS =
  'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';

/** What schemathesis calls what we count. */
const kinds: Readonly<Record<string, FaultKind>> = {
  ServerError: 'serverError',
  UndefinedStatusCode: 'undocumented',
  UndefinedContentType: 'undocumented',
  MissingContentType: 'undocumented',
  JsonSchemaError: 'outsideSchema',
  MalformedJson: 'outsideSchema',
};

/** What schemathesis says of a run. */
interface Report {
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly {
    readonly type: string;
    readonly title: string;
    readonly count: number;
    readonly operations: readonly string[];
  }[];
  readonly errors: readonly unknown[];
}

/** How hard one role is tried. */
export interface Fuzzing {
  readonly who: string;
  readonly phases: string;
  readonly examples: number;
  readonly seed: number;
}

const HELP = `Schemathesis ${VERSION} fuzzes what the OpenAPI document describes; it needs Python 3.10 or later (on Debian: apt-get install
python3 python3-venv) and the package index, once. To go without it: npm run attack -- --no-fuzz`;

/** The program; it is installed once, at its pinned version, into a virtual environment in the cache. */
export async function schemathesis(cache: string | undefined, say: (line: string) => void): Promise<string> {
  const dir = join(cache ?? join(homedir(), '.cache', 'sluss'), `schemathesis-${VERSION}`);
  const program = join(dir, 'bin', 'schemathesis');
  // Written last, so that an installation that was cut off is begun anew.
  const stamp = join(dir, 'installed');
  if (existsSync(stamp)) return program;
  say(`installing schemathesis ${VERSION} into ${dir}, once`);
  mkdirSync(dir, { recursive: true });
  const options = { timeout: INSTALL_MS };
  try {
    await run('python3', ['-m', 'venv', '--clear', dir], options);
    await run(join(dir, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`], options);
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    const why = stderr?.trim() ?? 'python3 was not found';
    throw new Error(`Schemathesis could not be installed: ${why}\n${HELP}`, { cause: error });
  }
  writeFileSync(stamp, VERSION);
  return program;
}

/** The document with the case in the path taken from a few, so that most tries reach the case and not only its absence. */
function aimed(document: object, cases: readonly string[]): string {
  return JSON.stringify(document, (_name, value: unknown) => {
    const isCase = typeof value === 'object' && value !== null && 'in' in value && 'name' in value;
    if (!isCase || value.in !== 'path' || value.name !== 'case') return value;
    return { ...value, example: cases[0], schema: { type: 'string', enum: cases } };
  });
}

/** Fuzzes every operation of the document by its schemas, as one of the staff. */
export async function attackByFuzzing(
  target: Target,
  program: string,
  cases: readonly string[],
  { who, phases, examples, seed }: Fuzzing,
): Promise<Counts> {
  const counts = countsOf(`schemathesis, ${who}`);
  const dir = join(target.service.stateDir, 'fuzz');
  mkdirSync(dir, { recursive: true });
  const [document, report] = [join(dir, 'openapi.json'), join(dir, `${who}.json`)];
  writeFileSync(document, aimed(target.document, cases));
  const options = ['--checks', CHECKS, '--phases', phases, '--warnings', 'off'];
  const extent = [
    '--max-examples',
    String(examples),
    '--seed',
    String(seed),
    '--no-shrink',
    '--continue-on-failure',
  ];
  const header = ['--header', `Authorization: Bearer ${target.tokens[who] ?? ''}`];
  const ended = await run(
    program,
    [
      'run',
      document,
      '--url',
      target.api,
      '--workers',
      '2',
      '--report-json-path',
      report,
      ...options,
      ...extent,
      ...header,
    ],
    { cwd: dir, timeout: FUZZ_MS, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: unknown) => error as { readonly stdout: string });
  if (!existsSync(report)) throw new Error(`Schemathesis gave no report:\n${ended.stdout}`);
  judge(counts, JSON.parse(readFileSync(report, 'utf8')) as Report);
  // Its own words have the request with which to see it again.
  if (!isClean([counts])) counts.findings.push(ended.stdout);
  return counts;
}

function judge(counts: Counts, { test_cases: cases, failures, errors }: Report): void {
  counts.tries = cases.generated;
  for (const { type, title, count, operations } of failures) {
    for (let nth = 0; nth < count; nth += 1)
      found(counts, kinds[type] ?? 'wrong', `${title}: ${operations.join(', ')}`);
  }
  for (const error of errors) found(counts, 'wrong', `schemathesis: ${JSON.stringify(error)}`);
  if (cases.generated === 0) found(counts, 'wrong', 'schemathesis tried nothing');
}
