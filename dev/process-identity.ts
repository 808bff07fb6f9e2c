import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same number. */
export interface Identity {
  readonly pid: number;
  readonly startTime: string;
}

const GRACE_MS = 10_000;
const POLL_MS = 50;

function startTimeFromProc(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The program's name stands in brackets and may hold spaces; the fields after it do not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, ticksSinceBoot] = [fields[0], fields[19]];
  if (state === 'Z' || ticksSinceBoot === undefined) return undefined;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}:${ticksSinceBoot}`;
}

function startTimeFromPs(pid: number): string | undefined {
  try {
    const listed = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [state = 'Z', ...started] = listed.trim().split(/\s+/);
    return state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}

/** When the process started, in words of this machine; undefined when there is none. */
export function startTimeOf(pid: number): string | undefined {
  return existsSync('/proc/self/stat') ? startTimeFromProc(pid) : startTimeFromPs(pid);
}

/** True while exactly this process runs, and not another one that got its number. */
export function isRunning(identity: Identity): boolean {
  return identity.startTime !== '' && startTimeOf(identity.pid) === identity.startTime;
}

function signal(identity: Identity, name: NodeJS.Signals): void {
  if (!isRunning(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function ended(identity: Identity, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += POLL_MS) {
    if (!isRunning(identity)) return true;
    await sleep(POLL_MS);
  }
  return !isRunning(identity);
}

/** Ends exactly this process: asked first, made to after the grace time. */
export async function endProcess(identity: Identity, graceMs = GRACE_MS): Promise<void> {
  signal(identity, 'SIGTERM');
  if (await ended(identity, graceMs)) return;
  signal(identity, 'SIGKILL');
  if (!(await ended(identity, GRACE_MS))) throw new Error(`Process ${identity.pid} does not end.`);
}
