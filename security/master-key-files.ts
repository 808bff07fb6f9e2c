import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { KeyFileError, createKeyFile, keyFile, readKeyFile } from './key-file';
import type { MasterKeyVersion, VersionedMasterKeys } from './master-keys';
import { SealedError, newDataKey, open, seal } from './sealed';

const MASTER_KEY_BYTES = 32;
const ENDING = 'master';
const RETIRED = '.retired';

/** The first byte of a wrapping that names its version; what was wrapped before there were versions begins with 1. */
const VERSIONED = 2;
const HEAD_BYTES = 3;

/**
 * Master keys in files of 32 bytes and mode 0600: `<unit>.master`, later versions `<unit>.2.master` and so on. They are read anew
 * each time, so that a new version is used at once and a key taken away stops working when the cached data keys lapse. The
 * adapter for the embedded run and for a single machine.
 */
export function fileMasterKeys(dir: string): VersionedMasterKeys {
  return {
    async wrap(unit, plainKey, aad) {
      const version = (await usable(dir, unit)).at(-1)?.version ?? 1;
      const head = Buffer.of(VERSIONED, version >> 8, version & 0xff);
      const bound = boundTo(unit, aad, version);
      return withMasterKey(dir, unit, version, (key) => Buffer.concat([head, seal(key, plainKey, bound)]));
    },
    async unwrap(unit, wrapped, aad) {
      const version = versionOf(wrapped);
      if (version === undefined) throw new SealedError();
      const isVersioned = wrapped[0] === VERSIONED;
      const bound = boundTo(unit, aad, ...(isVersioned ? [version] : []));
      const sealed = isVersioned ? wrapped.subarray(HEAD_BYTES) : wrapped;
      return withMasterKey(dir, unit, version, (key) => open(key, sealed, bound));
    },
    versionOf,
    versions: async (unit) => {
      const found = await usable(dir, unit);
      return Promise.all(found.map((file) => dated(dir, file)));
    },
    addVersion: async (unit) => {
      const last = (await filesOf(dir, unit)).at(-1)?.version;
      // Nothing begins here: a first key that silently came anew would hide that the old one is lost.
      if (last === undefined) throw new KeyFileError(`Key file ${pathOf(dir, unit, 1)} is missing`);
      await createKeyFile(pathOf(dir, unit, last + 1), dir, newDataKey());
      return last + 1;
    },
    retireBefore: async (unit, version) => {
      const old = (await usable(dir, unit)).filter((file) => file.version < version);
      for (const { name } of old) await rename(join(dir, name), join(dir, `${name}${RETIRED}`));
    },
  };
}

/**
 * Creates the first master key of a unit. Nothing else does: a key that silently came anew would hide that the old one is lost.
 *
 * @throws KeyFileError when the unit has or had one, or its id cannot name a file
 */
export async function createMasterKey(dir: string, unit: string): Promise<void> {
  const path = pathOf(dir, unit, 1);
  if (await hasMasterKey(dir, unit)) throw new KeyFileError(`Key file ${path} is there already`);
  await createKeyFile(path, dir, newDataKey());
}

/** Whether the unit has or had a master key in the directory. */
export async function hasMasterKey(dir: string, unit: string): Promise<boolean> {
  return (await filesOf(dir, unit)).length > 0;
}

interface VersionFile {
  readonly name: string;
  readonly version: number;
  readonly isRetired: boolean;
}

/** All versions of a unit by number; none when the directory is not there. */
async function filesOf(dir: string, unit: string): Promise<readonly VersionFile[]> {
  const names = await readdir(dir).catch(() => []);
  const shape = new RegExp(`^${unit}(?:\\.([1-9]\\d{0,3}))?\\.${ENDING}(\\${RETIRED})?$`);
  return names
    .flatMap((name): VersionFile[] => {
      const found = shape.exec(name);
      if (found === null) return [];
      return [{ name, version: Number(found[1] ?? 1), isRetired: found[2] !== undefined }];
    })
    .sort((one, other) => one.version - other.version);
}

async function usable(dir: string, unit: string): Promise<readonly VersionFile[]> {
  // Also keeps an id that could name another file out of the pattern.
  keyFile(dir, unit, ENDING);
  return (await filesOf(dir, unit)).filter(({ isRetired }) => !isRetired);
}

async function dated(dir: string, { name, version }: VersionFile): Promise<MasterKeyVersion> {
  return { version, since: (await stat(join(dir, name))).mtime };
}

function versionOf(wrapped: Buffer): number | undefined {
  if (wrapped[0] === VERSIONED && wrapped.length > HEAD_BYTES) return wrapped.readUInt16BE(1);
  return wrapped[0] === 1 ? 1 : undefined;
}

function pathOf(dir: string, unit: string, version: number): string {
  return keyFile(dir, unit, version === 1 ? ENDING : `${version}.${ENDING}`);
}

/** Works with a master key, and wipes it from memory afterwards. */
async function withMasterKey<T>(
  dir: string,
  unit: string,
  version: number,
  work: (key: Buffer) => T,
): Promise<T> {
  const path = pathOf(dir, unit, version);
  const key = await readKeyFile(path);
  try {
    if (key.length !== MASTER_KEY_BYTES) {
      throw new KeyFileError(
        `Key file ${path} holds ${key.length} bytes; a master key has ${MASTER_KEY_BYTES}`,
      );
    }
    return work(key);
  } finally {
    key.fill(0);
  }
}

function boundTo(...parts: readonly (string | number)[]): string {
  return JSON.stringify(['wrapped-key', ...parts]);
}
