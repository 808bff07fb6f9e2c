import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ChildSpec } from '../../../dev/processes';
import { isAnswering } from '../../../dev/ports';
import { root } from '../../../dev/root';
import type { Env } from '../../../dev/root';

/** One process of the service, which may be killed and started again as often as wanted. */
export interface Part {
  readonly name: string;
  readonly pid: () => number | undefined;
  /** Starts it and waits until it is ready; one that dies before is started again, as a supervisor would. */
  readonly start: (change?: Change) => Promise<void>;
  /** `kill -9`, and until it has gone. */
  readonly kill: () => Promise<void>;
  /** Asks it to end; after a while it is killed. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** What one start has other than the starts before: environment, and arguments after the usual ones. */
export interface Change {
  readonly env?: Env;
  readonly args?: readonly string[];
}

const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 30_000;
const POLL_MS = 20;
const AGAIN_MS = 200;

const alive = new Set<ChildProcess>();

/** Whatever way this process ends, nothing that it started is left behind. */
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** A part that is not started yet; what it prints goes to the log file. */
export function createPart(spec: ChildSpec, env: Env, log: string): Part {
  let child: ChildProcess | undefined;
  let output = '';
  let gone: Promise<void> = Promise.resolve();
  const file = createWriteStream(log, { flags: 'a' });

  const launch = (change: Change): ChildProcess => {
    const isNode = spec.command === process.execPath;
    const started = spawn(spec.command, [...spec.args, ...(change.args ?? [])], {
      cwd: root,
      env: { ...env, TZ: 'UTC', ...spec.env, ...change.env },
      stdio: ['ignore', 'pipe', 'pipe', ...(isNode ? (['ipc'] as const) : [])],
      detached: true,
    });
    output = '';
    const take = (chunk: Buffer): void => {
      file.write(chunk);
      output = (output + chunk.toString('utf8')).slice(-20_000);
    };
    started.stdout?.on('data', take);
    started.stderr?.on('data', take);
    alive.add(started);
    gone = new Promise((resolve) => {
      const end = (): void => {
        alive.delete(started);
        if (child === started) child = undefined;
        resolve();
      };
      started.once('exit', end);
      started.once('error', end);
    });
    child = started;
    return started;
  };

  const isReady = (): boolean | Promise<boolean> =>
    'line' in spec.ready ? spec.ready.line.test(output) : isAnswering(spec.ready.port);

  const start = async (change: Change = {}): Promise<void> => {
    const lastMoment = Date.now() + READY_WITHIN_MS;
    for (let started = launch(change); child !== started || !(await isReady());) {
      if (Date.now() > lastMoment) throw new Error(`${spec.name} did not get ready; see ${log}\n${output}`);
      await sleep(POLL_MS);
      if (child !== undefined) continue;
      await sleep(AGAIN_MS);
      started = launch(change);
    }
  };

  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    const asked = child;
    asked?.kill(signal);
    const timer = setTimeout(() => asked?.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(timer);
  };

  return { name: spec.name, pid: () => child?.pid, start, kill: () => stop('SIGKILL'), stop };
}
