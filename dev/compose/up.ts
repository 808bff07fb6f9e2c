import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { Say } from '../root';
import { contained } from './container';
import type { Ground } from './container';
import { millis } from './model';
import type { Service } from './model';

const run = promisify(execFile);
const CHECK_MS = 10_000;
const JOB_MS = 300_000;
const POLL_MS = 500;
const TAIL_LINES = 25;
/** A machine with less to give than a server takes longer to start; what is proved is the order. */
const PATIENCE = 3;

/** Services that run, in the order in which they were started. */
export interface Running {
  readonly start: (name: string) => Promise<void>;
  /** Runs one to its end with its output shown, as `docker compose run` does. */
  readonly once: (name: string, command?: readonly string[]) => Promise<void>;
  /** Ends all, the last first, as the engine would: a signal, and after the grace period an end. */
  readonly stop: () => Promise<void>;
}

interface Started {
  readonly name: string;
  readonly service: Service;
  readonly process: ChildProcess;
  readonly log: string;
  readonly begun: number;
}

/** Starts services as the compose file says, and what they wait for is waited for. */
export function createRunning(ground: Ground, say: Say): Running {
  const started: Started[] = [];
  const serviceOf = (name: string): Service => {
    const service = ground.model.services[name];
    if (service === undefined) throw new Error(`There is no service ${name}`);
    return service;
  };
  const start = async (name: string): Promise<void> => {
    const service = serviceOf(name);
    const one = launch(ground, name, service);
    if (service.healthcheck?.disable === true) return job(one, say);
    started.push(one);
    await untilHealthy(ground, one);
    say(`${name}: healthy after ${seconds(one)} s`);
  };
  const once = async (name: string, command?: readonly string[]): Promise<void> => {
    const [program = '', ...args] = contained(ground, serviceOf(name), command);
    const ended = await endOf(spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] }));
    if (ended !== 0) throw new Error(`${name} ended with ${ended}`);
  };
  const stop = async (): Promise<void> => {
    for (const one of started.splice(0).reverse()) say(await end(one));
  };
  return { start, once, stop };
}

function launch(ground: Ground, name: string, service: Service): Started {
  const logs = join(ground.dir, 'logs');
  mkdirSync(logs, { recursive: true });
  const log = join(logs, `${name}.log`);
  const output = openSync(log, 'a');
  const [program = '', ...args] = contained(ground, entered(service));
  const child = spawn(program, args, { stdio: ['ignore', output, output], detached: true });
  closeSync(output);
  return { name, service, process: child, log, begun: Date.now() };
}

/** PostgreSQL's image has an entry point of its own that the compose file leaves as it is. */
function entered(service: Service): Service {
  return service.image.startsWith('postgres:') && !service.entrypoint
    ? { ...service, entrypoint: ['docker-entrypoint.sh'] }
    : service;
}

async function job(one: Started, say: Say): Promise<void> {
  const late = setTimeout(() => one.process.kill('SIGKILL'), JOB_MS);
  const code = await endOf(one.process);
  clearTimeout(late);
  if (code !== 0) throw trouble(one, `ended with ${code}`);
  say(`${one.name}: done after ${seconds(one)} s`);
}

async function untilHealthy(ground: Ground, one: Started): Promise<void> {
  const [kind, ...test] = one.service.healthcheck?.test ?? [];
  if (kind !== 'CMD') throw new Error(`${one.name} has no health check that can be tried`);
  const lastMoment = Date.now() + PATIENCE * startMillis(one.service);
  const [program = '', ...args] = contained(ground, one.service, test);
  for (;;) {
    const isHealthy = await run(program, args, { timeout: CHECK_MS }).then(
      () => true,
      () => false,
    );
    if (one.process.exitCode !== null) throw trouble(one, `ended with ${one.process.exitCode}`);
    if (isHealthy) return;
    if (Date.now() > lastMoment) throw trouble(one, `was not healthy after ${seconds(one)} s`);
    await sleep(POLL_MS);
  }
}

/** After which time the engine would call it unhealthy. */
function startMillis({ healthcheck = {} }: Service): number {
  const { interval, retries = 3, start_period: startPeriod } = healthcheck;
  return millis(startPeriod, 0) + retries * millis(interval, 30_000);
}

async function end(one: Started): Promise<string> {
  const { name, service, process: child } = one;
  const begun = Date.now();
  const pid = innerPid(child.pid ?? 0);
  const signal = service.image.startsWith('postgres:') ? 'SIGINT' : 'SIGTERM';
  if (child.exitCode === null && pid !== undefined) process.kill(pid, signal);
  const grace = millis(service.stop_grace_period, 10_000);
  const late = setTimeout(() => child.kill('SIGKILL'), grace);
  const code = await endOf(child);
  clearTimeout(late);
  const took = Date.now() - begun;
  const how = took < grace ? `ended with ${code}` : 'was killed after its grace period';
  return `${name}: ${how}, ${Math.round(took / 100) / 10} s after the signal`;
}

/** The program itself: the process between starts it and hands no signal on. */
function innerPid(pid: number): number | undefined {
  const children = `/proc/${pid}/task/${pid}/children`;
  return existsSync(children) ? Number(readFileSync(children, 'utf8').split(' ')[0]) || undefined : undefined;
}

async function endOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return child.exitCode;
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

function seconds({ begun }: Started): number {
  return Math.round((Date.now() - begun) / 100) / 10;
}

function trouble({ name, log }: Started, what: string): Error {
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES);
  return new Error(`${name} ${what}. The end of its log:\n${tail.map((line) => `  | ${line}`).join('\n')}`);
}
