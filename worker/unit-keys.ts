import type { PartyId } from '../domain/kernel/actor';
import { KeyAway } from '../security/key-away';
import { checkKeys } from '../security/key-check';
import type { Log } from '../telemetry/log';

/**
 * Looks at the start whether each unit's keys can be used. A unit whose keys cannot is told of, and its cases wait until they can
 * (ADR 0017); the others go on. Where no unit's can, the start itself is wrong.
 *
 * @throws Error naming what is wrong with each of them
 */
export async function checkUnits(
  units: readonly PartyId[],
  keys: Parameters<typeof checkKeys>[1],
  log: Log,
): Promise<void> {
  const faults = await Promise.all(units.map((unit) => faultOf(unit, keys)));
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0 && found.length === units.length) throw new Error(found.join('\n  - '));
  for (const fault of found)
    log('error', 'the keys of a unit cannot be used; its cases wait', { what: fault });
}

async function faultOf(unit: PartyId, keys: Parameters<typeof checkKeys>[1]): Promise<string | undefined> {
  try {
    await checkKeys(unit, keys);
    return undefined;
  } catch (error) {
    if (!(error instanceof KeyAway)) throw error;
    // Files and the key manager's status: nothing of a key or a case.
    return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
  }
}
