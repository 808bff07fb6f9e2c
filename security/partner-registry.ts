import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { readPartnerKeys } from './party-keys';
import type { PartnerKey } from './party-keys';

/** The registry of partners' keys as it stands in its file, followed while the process runs. */
export interface PartnerRegistry {
  /** A key by its id, whatever its dates. */
  readonly find: (keyId: string) => PartnerKey | undefined;
  /** Reads the file anew; a registry that cannot be used changes nothing, and is thrown. */
  readonly reload: () => Promise<void>;
  /** Rejects while the file holds something else than what is in force: a change that somebody believes made. */
  readonly check: () => Promise<void>;
  /** Stops following the file. */
  readonly close: () => void;
}

const LOOK_MS = 5_000;

/**
 * Opens a registry, so that keys are exchanged and withdrawn without a restart (PIN-1).
 *
 * @param report is told when a change cannot be used; until it is mended the keys before it hold, and `check` says so
 * @throws KeyRegistryError naming every fault of the file
 */
export async function openPartnerRegistry(
  file: string,
  report: (fault: unknown) => void,
): Promise<PartnerRegistry> {
  let trouble: Error | undefined;
  let find = await readRegistry(file);
  const reload = async (): Promise<void> => {
    try {
      find = await readRegistry(file);
      trouble = undefined;
    } catch (error) {
      trouble = error instanceof Error ? error : new Error('The registry cannot be read');
      throw trouble;
    }
  };
  const follow = (): void => {
    reload().catch(report);
  };
  watchFile(file, { interval: LOOK_MS, persistent: false }, follow);
  return {
    find: (keyId) => find(keyId),
    reload,
    check: () => (trouble === undefined ? Promise.resolve() : Promise.reject(trouble)),
    close: () => {
      unwatchFile(file, follow);
    },
  };
}

async function readRegistry(file: string): Promise<PartnerRegistry['find']> {
  const json: unknown = JSON.parse(await readFile(file, 'utf8'));
  return readPartnerKeys(json);
}
