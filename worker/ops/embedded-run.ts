import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The environment as a value: only the program that is started reads the real one. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The file in which the embedded run writes down how its parts were started. */
const ENVIRONMENT = 'environment.json';

/** Where the embedded run keeps everything. */
export function stateDirOf(env: Env): string {
  return resolve(env['SLUSS_STATE_DIR'] ?? '.sluss');
}

/** The environment, with that of the embedded run in place of what is not named; the whole of it where no database is. */
export function withEmbedded(env: Env): Env {
  const file = join(stateDirOf(env), ENVIRONMENT);
  if ((env['SLUSS_DATABASE_URL'] ?? '') !== '' || !existsSync(file)) return env;
  const embedded = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  return { ...embedded, ...env };
}

/** The process that runs the embedded service on a state directory; undefined where none does. */
export function runningOn(state: string): number | undefined {
  const file = join(state, 'lock.json');
  if (!existsSync(file)) return undefined;
  const { supervisor } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly supervisor: { readonly pid: number };
  };
  return isAlive(supervisor.pid) ? supervisor.pid : undefined;
}

/** What is so, and what to do. */
export interface StoppedRun {
  readonly what: string;
  readonly todo: string;
}

/** Told where the tools would ask an embedded run that is stopped; undefined where they would not. */
export function stoppedRun(env: Env): StoppedRun | undefined {
  const state = stateDirOf(env);
  const isMeant = (env['SLUSS_DATABASE_URL'] ?? '') === '' && existsSync(join(state, ENVIRONMENT));
  if (!isMeant || runningOn(state) !== undefined) return undefined;
  return { what: `the embedded run of ${state} is stopped`, todo: 'Start it: npm start' };
}

/** Why the database does not answer, as far as can be told from here. */
export function whyAway(env: Env): string {
  const stopped = stoppedRun(env);
  return stopped === undefined
    ? 'The database cannot be reached. Is it started, and is SLUSS_DATABASE_URL right?'
    : `Nothing can be asked: ${stopped.what}. ${stopped.todo}`;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
