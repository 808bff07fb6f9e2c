import { KeyFileError, createKeyFile, keyFile, readKeyFile } from './key-file';
import { newDataKey, open, seal } from './sealed';

/** Wraps data keys with a unit's master key, which is kept outside the database and its backups (ADR 0005). */
export interface MasterKeys {
  /** Wraps `plainKey` for `unit`; it unwraps only for the same unit and the same `aad`. */
  readonly wrap: (unit: string, plainKey: Buffer, aad: string) => Promise<Buffer>;
  /** Throws `SealedError` when `wrapped` is altered, another unit's, or wrapped for something else. */
  readonly unwrap: (unit: string, wrapped: Buffer, aad: string) => Promise<Buffer>;
}

const MASTER_KEY_BYTES = 32;
const ENDING = 'master';

/**
 * Master keys in files `<unit>.master` of 32 bytes and mode 0600, read anew each time so that a key taken away stops
 * working when the cached data keys lapse. The adapter for the embedded run and for a single machine.
 */
export function fileMasterKeys(dir: string): MasterKeys {
  return {
    wrap: async (unit, plainKey, aad) => seal(await readMasterKey(dir, unit), plainKey, boundTo(unit, aad)),
    unwrap: async (unit, wrapped, aad) => open(await readMasterKey(dir, unit), wrapped, boundTo(unit, aad)),
  };
}

/**
 * Creates the master key of a unit. Nothing else does: a key that silently came anew would hide that the old one is lost.
 *
 * @throws KeyFileError when the unit has one, or its id cannot name a file
 */
export async function createMasterKey(dir: string, unit: string): Promise<void> {
  await createKeyFile(keyFile(dir, unit, ENDING), dir, newDataKey());
}

/** Checks at start that the unit's master key can be used; throws `KeyFileError` naming what is wrong. */
export async function checkMasterKey(dir: string, unit: string): Promise<void> {
  await readMasterKey(dir, unit);
}

async function readMasterKey(dir: string, unit: string): Promise<Buffer> {
  const path = keyFile(dir, unit, ENDING);
  const key = await readKeyFile(path);
  if (key.length !== MASTER_KEY_BYTES) {
    throw new KeyFileError(
      `Key file ${path} holds ${key.length} bytes; a master key has ${MASTER_KEY_BYTES}`,
    );
  }
  return key;
}

function boundTo(unit: string, aad: string): string {
  return JSON.stringify(['wrapped-key', unit, aad]);
}
