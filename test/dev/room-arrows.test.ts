import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { root } from '../../dev/root';

const run = promisify(execFile);

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null }[];
}

/** A file, what it imports, and whether the house allows it. */
const arrows: readonly (readonly [file: string, imported: string, isAllowed: boolean])[] = [
  ['domain/case/inner.ts', '../here', true],
  ['domain/a.ts', 'zod', false],
  ['domain/b.ts', 'node:crypto', false],
  ['domain/case/c.ts', '../../store/here', false],
  ['messages/a.ts', '@temporalio/workflow', true],
  ['messages/b.ts', 'zod', false],
  ['workflows/a.ts', '../messages/here', true],
  ['workflows/b.ts', '../activities/here', false],
  ['workflows/c.ts', 'node:fs', false],
  ['activities/a.ts', '../store/here', true],
  ['activities/b.ts', '@temporalio/client', false],
  ['store/a.ts', 'kysely', true],
  ['store/b.ts', '../api/here', false],
  ['security/a.ts', 'jose', true],
  ['security/b.ts', '../store/here', false],
  ['telemetry/a.ts', 'prom-client', true],
  ['telemetry/b.ts', '../store/here', false],
  ['domain/d.ts', '../telemetry/here', false],
  ['workflows/d.ts', '../telemetry/here', false],
  ['api/a.ts', 'express', true],
  ['api/b.ts', 'kysely', false],
  ['api/c.ts', '../worker/here', false],
  ['worker/a.ts', '../activities/here', true],
  ['worker/b.ts', '../api/here', false],
  ['worker/c.ts', '../workflows/here', false],
  ['profiles/a.ts', 'zod', true],
  ['profiles/b.ts', '../store/here', false],
  ['test/domain/a.ts', '../../worker/here', true],
  ['test/domain/b.ts', '../../workflows/here', false],
  ['dev/a.ts', '../workflows/here', false],
];

const rooms = [
  'domain',
  'messages',
  'workflows',
  'activities',
  'store',
  'security',
  'telemetry',
  'api',
  'worker',
];

let house: string;
let broken: ReadonlySet<string>;

async function write(file: string, code: string): Promise<void> {
  await mkdir(dirname(join(house, file)), { recursive: true });
  await writeFile(join(house, file), code);
}

beforeAll(async () => {
  house = await realpath(await mkdtemp(join(tmpdir(), 'sluss-arrows-')));
  for (const file of ['package.json', 'tsconfig.json', 'eslint.config.mjs']) {
    await copyFile(join(root, file), join(house, file));
  }
  await symlink(join(root, 'node_modules'), join(house, 'node_modules'));
  for (const room of rooms) await write(`${room}/here.ts`, 'export const here = 1;\n');
  for (const [file, imported] of arrows) {
    await write(file, `import * as all from '${imported}';\nexport const used: unknown = all;\n`);
  }
  const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const lint = run(process.execPath, [eslint, '--format', 'json', '.'], { cwd: house, maxBuffer: 2 ** 26 });
  const { stdout } = await lint.catch((error: unknown) => error as { stdout: string });
  const files = (JSON.parse(stdout) as readonly LintedFile[]).filter(({ messages }) =>
    messages.some(({ ruleId }) => ruleId === 'boundaries/dependencies'),
  );
  broken = new Set(files.map(({ filePath }) => filePath));
});

afterAll(async () => {
  await rm(house, { recursive: true, force: true });
});

test.each(arrows)('%s importing %s: allowed is %s', (file, _, isAllowed) => {
  expect(broken.has(join(house, file))).toBe(!isAllowed);
});
