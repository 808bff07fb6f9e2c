import { execFile, spawnSync } from 'node:child_process';
import { mkdir, open, rm, statfs, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where a cluster lies, and whether its disk can be filled. */
export interface Disk {
  readonly home: string;
  /** How it is filled: a file system of its own, or no disk of its own at all. */
  readonly kind: 'own' | 'shared';
  /** Takes all that is free, or gives it back. */
  readonly fill: (isFull: boolean) => Promise<void>;
  readonly release: () => void;
}

const BYTES = 800 * 1024 * 1024;
const PIECE = 4 * 1024 * 1024;

/** A file system of its own in a file, which root may mount; where it may not be mounted the directory itself, which is never full. */
export async function smallDisk(dir: string, name: string): Promise<Disk> {
  const home = join(dir, name);
  await mkdir(home, { recursive: true });
  const isMounted = await mounted(join(dir, `${name}.img`), home);
  if (!isMounted) return { home, kind: 'shared', fill: () => Promise.resolve(), release: () => undefined };
  const filler = join(home, 'filler');
  const release = (): void => {
    // Lazily: what lay on it has been killed, and may take a moment to go.
    spawnSync('umount', ['-l', home]);
  };
  process.on('exit', release);
  return {
    home,
    kind: 'own',
    fill: (isFull) => (isFull ? takeAll(home, filler) : rm(filler, { force: true })),
    release,
  };
}

async function mounted(image: string, home: string): Promise<boolean> {
  try {
    await writeFile(image, '');
    await truncate(image, BYTES);
    await run('mkfs.ext4', ['-q', '-F', '-m', '0', image]);
    await run('mount', ['-o', 'loop', image, home]);
  } catch {
    await rm(image, { force: true });
    return false;
  }
  return true;
}

async function takeAll(home: string, filler: string): Promise<void> {
  const file = await open(filler, 'w');
  try {
    const piece = Buffer.alloc(PIECE);
    while ((await statfs(home)).bavail > 0) await file.write(piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
}
