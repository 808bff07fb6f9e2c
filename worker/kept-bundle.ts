import { createHash, randomUUID } from 'node:crypto';
import { constants, readdirSync, readFileSync } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@temporalio/worker';

/** Where bundles are kept, and whose they may be. */
export interface Keeping {
  readonly dir: string;
  /** Accounts whose files are run: those that could as well change the code itself. */
  readonly owners: readonly number[];
  readonly logger: Logger;
}

/** What a bundle is made of. */
export interface Ingredients {
  readonly root: string;
  /** Rooms, of which every source counts. */
  readonly rooms: readonly string[];
  /** What npm has installed, with the hash of each package. */
  readonly packages: string;
  /** What the bundler is told. */
  readonly options: object;
}

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/**
 * The hash of all that a bundle is made of; other sources, packages, options or another place make another one.
 *
 * @throws where the list of packages cannot be read: then nothing is known of them
 */
export function keyOf({ root, rooms, packages, options }: Ingredients): string {
  const sources = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => [room, file, sha256(readFileSync(join(root, room, file)))]),
  );
  const made = { root, sources, packages: sha256(readFileSync(packages)), options, node: process.version };
  return sha256(JSON.stringify(made));
}

/** The bundle that was kept under a key, or one that is made now and kept, where the place may be written (ADR 0029). */
export async function keptOr(
  keyNow: () => string,
  make: () => Promise<string>,
  keeping: Keeping,
): Promise<string> {
  const key = keyNow();
  const kept = await read(key, keeping);
  if (kept !== undefined) return kept;
  const made = await make();
  // Sources that were changed meanwhile may stand in it by halves.
  if (keyNow() === key) await keep(key, made, keeping);
  return made;
}

const fileOf = (dir: string, key: string): string => join(dir, `${key}.js`);
const HASH_LENGTH = 64;

/** Only what its owner wrote whole: nobody else may have been able to write there. */
async function read(key: string, keeping: Keeping): Promise<string | undefined> {
  const { dir, logger } = keeping;
  try {
    if (!isOwn(await lstat(dir), keeping)) {
      logger.warn('Workflow bundles are not kept: others may write where they would lie, or own it');
      return undefined;
    }
    const file = await open(fileOf(dir, key), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      if (!isOwn(await file.stat(), keeping)) return undefined;
      const text = await file.readFile('utf8');
      const code = text.slice(HASH_LENGTH + 1);
      return text.slice(0, HASH_LENGTH) === sha256(code) ? code : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

const OTHERS_WRITE = 0o022;

function isOwn(of: { readonly uid: number; readonly mode: number }, { owners }: Keeping): boolean {
  return owners.includes(of.uid) && (of.mode & OTHERS_WRITE) === 0;
}

/** As one file at once, so that nobody reads half of it. A place that cannot be written keeps nothing. */
async function keep(key: string, code: string, keeping: Keeping): Promise<void> {
  const { dir } = keeping;
  const part = join(dir, `${key}.${randomUUID()}.part`);
  try {
    await mkdir(dir, { recursive: true, mode: 0o755 });
    if (!isOwn(await lstat(dir), keeping)) return;
    await writeFile(part, `${sha256(code)}\n${code}`, { flag: 'wx', mode: 0o644 });
    await rename(part, fileOf(dir, key));
    await forgetOld(dir);
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

/** With traces and without, and the same of the code before. */
const KEPT = 4;

async function forgetOld(dir: string): Promise<void> {
  const files = (await readdir(dir)).map((name) => join(dir, name));
  const aged = await Promise.all(files.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })));
  const old = aged.sort((one, other) => other.at - one.at).slice(KEPT);
  await Promise.all(old.map(({ path }) => rm(path, { force: true })));
}
