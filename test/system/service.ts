import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ServiceFile } from '../../dev/demo/client';
import { freePort } from '../../dev/free-ports';
import { root } from '../../dev/root';

const VARIABLES = [
  'SLUSS_API_PORT',
  'SLUSS_TEMPORAL_PORT',
  'SLUSS_TEMPORAL_UI_PORT',
  'SLUSS_POSTGRES_PORT',
  'SLUSS_POLICE_PORT',
  'SLUSS_PARTNER_PORT',
] as const;

/** What a program printed and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** The embedded service as a user runs it, on ports and a state directory of its own. */
export interface Service {
  readonly stateDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly start: () => Promise<void>;
  /** `kill -9` of every process of the service, at once. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<Ended>;
  readonly file: () => ServiceFile;
  /** Ends what runs and removes the state. */
  readonly remove: () => Promise<void>;
}

/** Runs a program of the project to its end. */
export async function run(main: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return outcome(spawn(process.execPath, ['--import', 'tsx', main, ...args], { cwd: root, env }));
}

/** Collects what a child prints until it ends. */
export async function outcome(child: ChildProcess): Promise<Ended> {
  let output = '';
  const take = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}

interface LockFile {
  readonly children: readonly { readonly pid: number }[];
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Prepares a service; nothing runs before `start`. */
export async function prepareService(): Promise<Service> {
  const stateDir = mkdtempSync(join(tmpdir(), 'sluss-system-'));
  const ports = await Promise.all(VARIABLES.map(freePort));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: undefined,
    SLUSS_STATE_DIR: stateDir,
    // A story asks faster than people do.
    SLUSS_REQUESTS_PER_MINUTE: '100000',
    ...Object.fromEntries(VARIABLES.map((name, index) => [name, String(ports[index])])),
  };
  let child: ChildProcess | undefined;
  let ended: Promise<Ended> | undefined;

  const start = async (): Promise<void> => {
    child = spawn(process.execPath, ['--import', 'tsx', 'dev/start.ts'], { cwd: root, env });
    ended = outcome(child);
    const ready = new Promise<void>((resolve) => {
      let said = '';
      child?.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        if (said.includes('Ready.')) resolve();
      });
    });
    const died = ended.then(({ output }) => {
      throw new Error(`The service ended before it was ready:\n${output}`);
    });
    await Promise.race([ready, died]);
    died.catch(() => undefined);
  };
  const kill = async (): Promise<void> => {
    const lock = JSON.parse(readFileSync(join(stateDir, 'lock.json'), 'utf8')) as LockFile;
    if (child?.pid !== undefined) killNow(child.pid);
    for (const { pid } of lock.children) killNow(pid);
    await ended;
  };
  const stop = async (): Promise<Ended> => {
    child?.kill('SIGTERM');
    return (await ended) ?? { code: null, output: '' };
  };
  const remove = async (): Promise<void> => {
    if (existsSync(join(stateDir, 'lock.json'))) await kill();
    // A file that a killed process was writing may come to light a moment later.
    await sleep(100);
    rmSync(stateDir, { recursive: true, force: true });
  };
  const file = (): ServiceFile =>
    JSON.parse(readFileSync(join(stateDir, 'service.json'), 'utf8')) as ServiceFile;
  return { stateDir, env, start, kill, stop, file, remove };
}
