import { execFile } from 'node:child_process';
import { chown, mkdir } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Pool } from 'pg';

import type { ChildSpec } from '../processes';
import { migrate } from '../../store/migrate';

const run = promisify(execFile);

/** Where Debian keeps the programs of each version. */
const HOME = '/usr/lib/postgresql';

function findPrograms(): string | undefined {
  const versions = existsSync(HOME)
    ? readdirSync(HOME).sort((one, other) => Number(other) - Number(one))
    : [];
  return versions.map((version) => join(HOME, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** Whether a PostgreSQL server can be started here. */
export function hasPostgresPrograms(): boolean {
  return findPrograms() !== undefined;
}

function programs(): string {
  const found = findPrograms();
  if (found === undefined)
    throw new Error('No PostgreSQL server programs are here (on Debian: apt-get install postgresql-15)');
  return found;
}

async function idOf(kind: '-u' | '-g', account: string): Promise<number> {
  return Number((await run('id', [kind, account])).stdout);
}

/** PostgreSQL refuses to run as root, so root lends it another account. */
async function asAccount(): Promise<readonly string[]> {
  if (process.getuid?.() !== 0) return [];
  const account = await run('id', ['postgres']).then(
    () => 'postgres',
    () => 'nobody',
  );
  const [user, group] = [await idOf('-u', account), await idOf('-g', account)];
  return ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups'];
}

/** An empty cluster of its own in the directory, as a child process; nobody else on the machine is asked for a password. */
export async function postgresChild(dir: string, port: number): Promise<ChildSpec> {
  const bin = programs();
  const account = await asAccount();
  const home = join(dir, 'cluster');
  await mkdir(home, { recursive: true });
  const user = account[1]?.split('=')[1];
  if (user !== undefined) await chown(home, Number(user), -1);
  const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
  const made = [...account, join(bin, 'initdb'), '-D', join(home, 'data'), ...options];
  await run(made[0] ?? '', made.slice(1), { cwd: home });
  const started = [...account, join(bin, 'postgres'), '-D', join(home, 'data')];
  const where = [
    '-p',
    String(port),
    '-k',
    home,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'max_connections=200',
  ];
  return {
    name: 'postgres',
    command: started[0] ?? '',
    args: [...started.slice(1), ...where],
    ready: { line: /ready to accept/ },
  };
}

/** A login to one of the cluster's databases. */
export function databaseUrl(port: number, name: string): string {
  return `postgres://postgres@127.0.0.1:${port}/${name}`;
}

/** The service's database, migrated, and Temporal's two with its schema. */
export async function createDatabases(sqlTool: string, port: number): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl(port, 'postgres'), max: 1 });
  await pool.query('create database sluss').finally(() => pool.end());
  await migrate(databaseUrl(port, 'sluss'));
  for (const [database, schema] of [
    ['temporal', 'postgresql/v12/temporal'],
    ['temporal_visibility', 'postgresql/v12/visibility'],
  ] as const) {
    const login = ['--plugin', 'postgres12', '--ep', '127.0.0.1', '-p', String(port), '-u', 'postgres'];
    const tool = (...command: string[]): Promise<unknown> =>
      run(sqlTool, [...login, '--pw', 'none-asked', '--db', database, ...command]);
    await tool('create-database');
    await tool('setup-schema', '-v', '0.0');
    await tool('update-schema', '--schema-name', schema);
  }
}
