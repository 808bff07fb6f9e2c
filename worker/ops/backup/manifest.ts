import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Instant } from '../../../domain/time/instant';
import type { ExportedHead } from '../../../store/log-head';

/** A file of a backup. */
export interface BackedUpFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a backup says of itself. Nothing in it is secret; it holds no key. */
export interface Manifest {
  readonly v: 1;
  readonly at: Instant;
  readonly postgres: string;
  /** The last migration of the database. */
  readonly schema: string;
  readonly files: readonly BackedUpFile[];
  readonly units: readonly {
    readonly unit: string;
    /** The end of its log as the backup began: a restored log must have this line (AUD-3). */
    readonly head: ExportedHead;
    /** Versions of its master key that wrap keys in here: a restore opens nothing without them. */
    readonly masterKeys: readonly number[];
  }[];
}

const NAME = 'manifest.json';

/** Describes a file. */
export async function describeFile(path: string): Promise<BackedUpFile> {
  const sha256 = createHash('sha256');
  for await (const chunk of createReadStream(path)) sha256.update(chunk as Buffer);
  const { size } = await stat(path);
  return { name: basename(path), bytes: size, sha256: sha256.digest('hex') };
}

export function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  return writeFile(join(dir, NAME), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
}

/**
 * Reads a backup's manifest, and checks that every file is there as it was written.
 *
 * @throws Error that names what is missing or was changed
 */
export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, NAME), 'utf8').catch(() => {
    throw new Error(`${dir} holds no ${NAME}: it is no backup that npm run ops -- backup made.`);
  });
  const manifest = JSON.parse(text) as Manifest;
  for (const { name, sha256 } of manifest.files) {
    const found = await describeFile(join(dir, name)).catch(() => undefined);
    if (found?.sha256 !== sha256)
      throw new Error(`${name} is not as it was backed up: take another copy of the backup.`);
  }
  return manifest;
}
