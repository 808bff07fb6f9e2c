import { randomUUID } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { chmod, link, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A key file is missing, readable by others, or not what it should be. Names the file, never what is in it. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

const ID = /^[a-z][a-z0-9-]{0,40}$/;
const OTHERS = 0o077;

/**
 * The path of the key file of a unit or party.
 *
 * @throws KeyFileError when the id could name a file outside `dir`
 */
export function keyFile(dir: string, id: string, ending: string): string {
  if (!ID.test(id)) throw new KeyFileError(`No key file can belong to ${JSON.stringify(id.slice(0, 60))}`);
  return join(dir, `${id}.${ending}`);
}

/**
 * Reads a key file that only its owner may read.
 *
 * @throws KeyFileError when it is missing, not a plain file, or open to others
 */
export async function readKeyFile(path: string): Promise<Buffer> {
  checkKeyFile(path, await lstat(path).catch(() => undefined));
  return readFile(path);
}

/** The same at once, for what is read while a process starts. */
export function readKeyFileNow(path: string): Buffer {
  checkKeyFile(path, lstatSync(path, { throwIfNoEntry: false }));
  return readFileSync(path);
}

function checkKeyFile(path: string, found: Stats | undefined): void {
  if (found === undefined) throw new KeyFileError(`Key file ${path} is missing`);
  if (!found.isFile()) throw new KeyFileError(`Key file ${path} is not a plain file`);
  if ((found.mode & OTHERS) !== 0) {
    throw new KeyFileError(`Key file ${path} is open to others; it must have mode 0600`);
  }
}

/**
 * Writes a new key file with mode 0600, in a directory with mode 0700. Never replaces one: what it sealed would be lost.
 *
 * @throws KeyFileError when the file is there already
 */
export async function createKeyFile(path: string, dir: string, content: Buffer | string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}.draft`;
  await writeFile(draft, content, { flag: 'wx', mode: 0o600, flush: true });
  try {
    // The process's umask may have taken bits away that the owner needs.
    await chmod(draft, 0o600);
    // Linked when it is whole: a process killed meanwhile leaves no half of a key under the name.
    await link(draft, path);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST') {
      throw new KeyFileError(`Key file ${path} is there already`);
    }
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
