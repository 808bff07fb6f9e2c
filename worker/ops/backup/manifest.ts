import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../../domain/time/instant';
import type { ExportedHead } from '../../../store/log-head';
import { knowsMigration } from '../../../store/migrate';

/** A file of a backup. */
export interface BackedUpFile {
  /** Its path inside the backup. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a backup says of itself. Nothing in it is secret; it holds no key. */
export interface Manifest {
  readonly v: 1;
  /** A copy of an embedded run's files; else dumps of databases. */
  readonly kind?: typeof EMBEDDED;
  readonly at: Instant;
  readonly postgres: string;
  /** The last migration of the database. */
  readonly schema: string;
  readonly files: readonly BackedUpFile[];
  readonly units: readonly {
    readonly unit: string;
    /** The end of its log as the backup began: a restored log must have this line (AUD-3). Absent where the log had faults. */
    readonly head?: ExportedHead;
    /** Versions of its master key that wrap keys in here: a restore opens nothing without them. */
    readonly masterKeys: readonly number[];
  }[];
}

const NAME = 'manifest.json';

/** The kind of a backup that is a copy of an embedded run. */
export const EMBEDDED = 'embedded';

/** Describes a file of a backup in the folder. */
export async function describeFile(dir: string, name: string): Promise<BackedUpFile> {
  const path = join(dir, name);
  const sha256 = createHash('sha256');
  for await (const chunk of createReadStream(path)) sha256.update(chunk as Buffer);
  const { size } = await stat(path);
  return { name, bytes: size, sha256: sha256.digest('hex') };
}

export function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  return writeFile(join(dir, NAME), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
}

/**
 * Reads the manifest of a backup of that kind, and checks that every file is there as it was written.
 *
 * @throws Error that names what is missing or was changed
 */
export async function readManifest(dir: string, kind?: typeof EMBEDDED): Promise<Manifest> {
  const text = await readFile(join(dir, NAME), 'utf8').catch(() => {
    throw new Error(
      `${dir} holds no ${NAME}: it is no backup that npm run ops -- backup made, or one that was cut off.`,
    );
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.kind !== kind)
    throw new Error(
      `The backup in ${dir} is ${kind === undefined ? 'a' : 'no'} copy of an embedded run: say ${kind === undefined ? '' : 'no '}--embedded.`,
    );
  if (!knowsMigration(manifest.schema))
    throw new Error(
      `The backup has the schema ${manifest.schema}, which this code does not know. Restore it with the version that made it, or a newer one.`,
    );
  for (const { name, sha256 } of manifest.files) {
    const found = await describeFile(dir, name).catch(() => undefined);
    if (found?.sha256 !== sha256)
      throw new Error(`${name} is not as it was backed up: take another copy of the backup.`);
  }
  return manifest;
}
