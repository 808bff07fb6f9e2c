import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';

/** Of Linux: so many ticks of CPU time are a second. */
const TICKS_PER_SECOND = 100;
const GIB = 2 ** 30;

/** Whether the system tells of its processes as Linux does. */
export function hasProc(): boolean {
  return existsSync('/proc/self/stat');
}

/** Milliseconds of CPU that a process has used so far, by itself and for the kernel. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold blanks; after it come state and, as 12th and 13th, the times.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

/** What the figures were measured on, and how busy it was with other things. */
export function describeMachine(): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / GIB)} GiB`;
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown'}, ${memory}, Node ${process.versions.node}, load ${load}`;
}
