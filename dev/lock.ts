import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { endProcess, isRunning, startTimeOf } from './process-identity';
import type { Identity } from './process-identity';
import type { Say } from './root';

interface RecordedChild extends Identity {
  readonly name: string;
}

interface LockFile {
  readonly supervisor: Identity;
  readonly addresses: Readonly<Record<string, string>>;
  readonly children: readonly RecordedChild[];
}

/** The right to run on a state directory, and the record that lets the next start end this one's orphans. */
export interface Lock {
  readonly recordChild: (name: string, pid: number) => void;
  readonly recordAddresses: (addresses: Readonly<Record<string, string>>) => void;
  readonly release: () => void;
}

/** A service already runs on the state directory. */
export class AlreadyRunning extends Error {
  readonly addresses: Readonly<Record<string, string>>;

  constructor(stateDir: string, pid: number, addresses: Readonly<Record<string, string>>) {
    const listed = Object.entries(addresses).map(([name, address]) => `  ${name}: ${address}`);
    const isReady = listed.length > 0;
    super(
      [
        `The service already runs (process ${pid})${isReady ? '.' : ', and is not ready yet.'}`,
        ...listed,
        ...(isReady ? [`Tokens of all units and roles: ${join(stateDir, 'service.json')}`] : []),
        `Stop it: Ctrl-C where it was started, or kill ${pid}. Another beside it: SLUSS_STATE_DIR and ports of its own.`,
      ].join('\n'),
    );
    this.name = 'AlreadyRunning';
    this.addresses = addresses;
  }
}

function readLock(path: string): LockFile | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockFile;
  } catch {
    // Missing, or cut off by a power failure: it names nothing that could be ended.
    return undefined;
  }
}

function write(path: string, content: LockFile): string {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, undefined, 2)}\n`);
  return draft;
}

/** Creates the lock only if there is none; false when someone else was first. */
function create(path: string, content: LockFile): boolean {
  const draft = write(path, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

async function endOrphans(found: LockFile, say: Say): Promise<void> {
  const orphans = found.children.filter((child) => isRunning(child));
  if (orphans.length === 0) return;
  say(`An earlier start was cut off; ending what it left: ${orphans.map(({ name }) => name).join(', ')}`);
  await Promise.all(orphans.map((orphan) => endProcess(orphan)));
}

function held(path: string, first: LockFile): Lock {
  let content = first;
  const change = (next: LockFile): void => {
    content = next;
    renameSync(write(path, content), path);
  };
  return {
    recordChild: (name, pid) => {
      const startTime = startTimeOf(pid);
      if (startTime === undefined) return;
      change({ ...content, children: [...content.children, { name, pid, startTime }] });
    },
    recordAddresses: (addresses) => {
      change({ ...content, addresses });
    },
    release: () => {
      rmSync(path, { force: true });
    },
  };
}

function alreadyRunning(stateDir: string, found: LockFile | undefined): AlreadyRunning {
  return new AlreadyRunning(stateDir, found?.supervisor.pid ?? 0, found?.addresses ?? {});
}

/**
 * Takes the lock of a state directory, ending exactly the processes that a cut-off start left behind.
 * Throws `AlreadyRunning`, with its addresses and how to go on, while the one who holds it is alive.
 */
export async function takeLock(stateDir: string, say: Say = console.log): Promise<Lock> {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const path = join(stateDir, 'lock.json');
  const found = readLock(path);
  if (found !== undefined) {
    if (isRunning(found.supervisor)) throw alreadyRunning(stateDir, found);
    await endOrphans(found, say);
  }
  rmSync(path, { force: true });
  const supervisor = { pid: process.pid, startTime: startTimeOf(process.pid) ?? '' };
  const content: LockFile = { supervisor, addresses: {}, children: [] };
  if (!create(path, content)) throw alreadyRunning(stateDir, readLock(path));
  return held(path, content);
}
