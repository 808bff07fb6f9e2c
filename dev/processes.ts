import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { isAnswering } from './ports';
import { root } from './root';
import type { Env } from './root';

/** A child process of the service, and how it is known to be ready. */
export interface ChildSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Env;
  readonly ready: { readonly line: RegExp } | { readonly port: number };
  readonly readyWithinMs?: number;
}

/** The child processes of the service. */
export interface Processes {
  /** Starts a child and waits until it is ready; the error tells the end of its log. */
  readonly start: (spec: ChildSpec) => Promise<number>;
  /** Ends all children, the last one first. */
  readonly stop: () => Promise<void>;
}

interface ProcessesOptions {
  readonly logDir: string;
  /** What every child gets; its own spec adds to it. */
  readonly env: Env;
  /** Called as soon as a child exists, so that it can be ended by the next start if this one is cut off. */
  readonly onStarted: (name: string, pid: number) => void;
  /** Called once, when a child ends that nobody asked to. */
  readonly onDeath: (message: string) => void;
}

interface Child {
  readonly spec: ChildSpec;
  readonly process: ChildProcess;
  readonly log: string;
  readonly logStart: number;
  readonly ended: Promise<string>;
  hasEnded: boolean;
}

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;
const POLL_MS = 50;
const TAIL_LINES = 20;

/** A child that runs one of our TypeScript programs, and ends when this process does. */
export function nodeChild(
  main: string,
  args: readonly string[],
  spec: Omit<ChildSpec, 'command' | 'args'>,
): ChildSpec {
  const preload = ['--import', 'tsx', '--import', './dev/with-parent.mjs'];
  return { ...spec, command: process.execPath, args: [...preload, main, ...args] };
}

function launch(spec: ChildSpec, logDir: string, env: Env): Child {
  const log = join(logDir, `${spec.name}.log`);
  mkdirSync(logDir, { recursive: true });
  const output = openSync(log, 'a');
  const logStart = statSync(log).size;
  const isNode = spec.command === process.execPath;
  const child = spawn(spec.command, spec.args, {
    cwd: root,
    env: { ...env, TZ: 'UTC', ...spec.env },
    stdio: ['ignore', output, output, ...(isNode ? (['ipc'] as const) : [])],
    // Ctrl-C in a terminal reaches the whole group: the children are ended by us, in order.
    detached: true,
  });
  closeSync(output);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(`could not be started: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      resolve(`ended (${signal ?? `exit code ${code ?? 'unknown'}`})`);
    });
  });
  const launched: Child = { spec, process: child, log, logStart, ended, hasEnded: false };
  void ended.then(() => {
    launched.hasEnded = true;
  });
  return launched;
}

function outputOf({ log, logStart }: Child): string {
  return readFileSync(log).subarray(logStart).toString('utf8');
}

function trouble(child: Child, what: string): Error {
  const tail = outputOf(child).trimEnd().split('\n').slice(-TAIL_LINES);
  const lines = tail.map((line) => `  | ${line}`).join('\n');
  return new Error(`${child.spec.name} ${what}. The end of ${child.log}:\n${lines}`);
}

async function isReady(child: Child): Promise<boolean> {
  const { ready } = child.spec;
  return 'line' in ready ? ready.line.test(outputOf(child)) : isAnswering(ready.port);
}

async function untilReady(child: Child): Promise<void> {
  const withinMs = child.spec.readyWithinMs ?? READY_WITHIN_MS;
  const lastMoment = Date.now() + withinMs;
  while (!(await isReady(child))) {
    if (child.hasEnded) throw trouble(child, await child.ended);
    if (Date.now() > lastMoment) throw trouble(child, `was not ready within ${withinMs / 1000} s`);
    await sleep(POLL_MS);
  }
}

async function stopChild(child: Child): Promise<void> {
  if (child.hasEnded) return;
  child.process.kill('SIGTERM');
  const timer = setTimeout(() => child.process.kill('SIGKILL'), STOP_WITHIN_MS);
  await child.ended;
  clearTimeout(timer);
}

/** Supervises children that belong together: if one dies, the service is told to stop. Nothing is restarted. */
export function createProcesses({ logDir, env, onStarted, onDeath }: ProcessesOptions): Processes {
  const children: Child[] = [];
  let isStopping = false;

  const stop = async (): Promise<void> => {
    isStopping = true;
    for (const child of children.splice(0).reverse()) await stopChild(child);
  };

  const start = async (spec: ChildSpec): Promise<number> => {
    if (isStopping) throw new Error(`${spec.name} is not started: the service is stopping.`);
    const child = launch(spec, logDir, env);
    children.push(child);
    const pid = child.process.pid;
    if (pid !== undefined) onStarted(spec.name, pid);
    await untilReady(child);
    void child.ended.then((how) => {
      if (isStopping) return;
      isStopping = true;
      onDeath(trouble(child, how).message);
    });
    return pid ?? 0;
  };

  return { start, stop };
}
