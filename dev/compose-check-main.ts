import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { askCompose, readModel, startOrder } from './compose/model';
import { planOf } from './compose/plan';
import { prepare } from './compose/prepare';
import { composeProgram, isDockerBuilt, lintProgram } from './real/programs';
import { messageOf, root } from './root';

const run = promisify(execFile);
const both = ['docker-compose.yml', 'compose/override.example.yml'].flatMap((file) => ['--file', file]);

/**
 * `npm run compose:check`: Compose's own reading of docker-compose.yml and BuildKit's of the Dockerfile, where no Docker is. With `--built`
 * it only says by its exit code whether both are in the cache.
 */
async function check(): Promise<void> {
  const compose = await composeProgram(process.env, console.log);
  const lint = await lintProgram(process.env, console.log);
  const dir = await mkdtemp(join(tmpdir(), 'sluss-compose-'));
  try {
    const words = await refusalOf(compose);
    if (!words.includes('npm run compose:prepare'))
      throw new Error(`Without settings Compose should name the command that makes them; it said: ${words}`);
    console.log(`Without settings nothing starts:\n  ${words}`);
    const envFile = join(dir, '.env');
    await prepare(planOf({ profile: 'goteborg' }), { secrets: join(dir, 'secrets'), envFile });
    const model = await readModel(compose, envFile);
    for (const [title, profiles] of [
      ['In production', []],
      ['Tried out', ['try']],
    ] as const)
      console.log(`${title}, in this order:\n  ${startOrder(model, profiles).join(', ')}`);
    await askCompose(compose, envFile, [...both, 'config', '--quiet']);
    console.log('The example of an override fits.');
    await run(lint, ['Dockerfile'], { cwd: root }).catch((error: unknown) => {
      throw new Error(`The Dockerfile has findings:\n${(error as { stdout: string }).stdout}`);
    });
    console.log('The Dockerfile has no finding.');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** What Compose says to who has prepared nothing. */
async function refusalOf(compose: string): Promise<string> {
  return askCompose(compose, '/dev/null', ['config', '--quiet']).then(
    () => 'nothing: it took the file',
    (error: unknown) => (error as { stderr: string }).stderr.trim(),
  );
}

async function main(): Promise<void> {
  if (process.argv.includes('--built')) process.exitCode = (await isDockerBuilt(process.env)) ? 0 : 1;
  else await check();
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
