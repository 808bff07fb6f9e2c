import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Env } from '../embedded-run';

/** Programs of PostgreSQL that make and read a dump. */
export type Program = 'pg_dump' | 'pg_restore';

/** What a program says of why it failed, at most. */
const MOST_CHARS = 2_000;

/**
 * Runs a program of PostgreSQL to its end. The password goes by its environment: everybody on a machine may read a command line.
 *
 * @throws Error with the program's own words
 */
export async function runProgram(
  env: Env,
  program: Program,
  url: string,
  args: readonly string[],
): Promise<void> {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  const path = join(env['SLUSS_PG_BIN'] ?? '', program);
  const child = spawn(path, [...args, '--no-password', `--dbname=${address.href}`], {
    env: { ...env, ...(password === '' ? {} : { PGPASSWORD: password }) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(0, MOST_CHARS);
  });
  const how = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => {
      resolve((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is not here' : error.message);
    });
    child.once('close', (code) => {
      resolve(code === 0 ? undefined : said.trim());
    });
  });
  if (how === undefined) return;
  throw new Error(
    `${program} failed: ${how}\n` +
      'It must be of the server’s version or later: install PostgreSQL’s client programs (Debian: postgresql-client), or name their folder in SLUSS_PG_BIN.',
  );
}
