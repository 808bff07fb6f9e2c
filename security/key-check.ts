import { KeyAway } from './key-away';
import type { KeyRingOptions, WrappedKey } from './key-ring';
import type { MasterKeys } from './master-keys';
import { SealedError, newDataKey } from './sealed';

type Checked = Pick<KeyRingOptions, 'store' | 'masterKeys'>;

/** A unit whose master key was found right is not asked about again for so long. */
const GOOD_FOR_MS = 600_000;

/**
 * Checks that a unit's master key answers and belongs to the database. One damaged data key does not make it foreign.
 *
 * @throws KeyAway when it does not answer, or opens none of the keys that are there
 */
export async function checkKeys(unit: string, keys: Checked): Promise<void> {
  await keys.masterKeys.wrap(unit, newDataKey(), 'check').catch((error: unknown) => {
    throw new KeyAway('away', unit, 'check', error);
  });
  await checkOwn(unit, keys);
}

/** As {@link checkKeys}, but asks once and remembers a good answer; for use before a key is made. */
export function createKeyCheck(options: KeyRingOptions): (unit: string) => Promise<void> {
  const clock = options.clock ?? (() => performance.now());
  const good = new Map<string, number>();
  return async (unit) => {
    if (clock() - (good.get(unit) ?? -Infinity) < GOOD_FOR_MS) return;
    await checkOwn(unit, options);
    good.set(unit, clock());
  };
}

async function checkOwn(unit: string, { store, masterKeys }: Checked): Promise<void> {
  const found = await store.sample(unit);
  // At once: a key manager that is away is waited for once, and not for each.
  const tries = await Promise.all(found.map((key) => tried(unit, key, masterKeys)));
  if (found.length === 0 || tries.some((result) => result === 'opened')) return;
  const away = tries.find((result) => result instanceof KeyAway);
  throw away ?? new KeyAway('foreign', unit, 'check');
}

/** One that cannot be had, as one from a backup whose version is retired, says nothing of the others. */
async function tried(
  unit: string,
  { keyId, wrapped }: WrappedKey,
  masterKeys: MasterKeys,
): Promise<'opened' | 'damaged' | KeyAway> {
  try {
    (await masterKeys.unwrap(unit, wrapped, keyId)).fill(0);
    return 'opened';
  } catch (error) {
    return error instanceof SealedError ? 'damaged' : new KeyAway('away', unit, keyId, error);
  }
}
