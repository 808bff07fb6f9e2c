import type { PartyId } from '../../domain/kernel/actor';
import type { Deps } from '../deps';
import { Problem } from '../problem';

/**
 * Runs work on a unit's cases in one transaction: that the reader may look, what is decided on it, and what is written of it, its log
 * line as the last. A problem is an answer like another, so what was written on the way to it stands.
 *
 * @param work may run more than once and so has no effects but through the store that it is given
 */
export async function inOneTransaction<T>(
  deps: Deps,
  unit: PartyId,
  work: (within: Deps) => Promise<T>,
): Promise<T> {
  const outcome = await deps.store.inOne(unit, async (parts) => {
    try {
      return { done: await work({ ...deps, store: { ...deps.store, ...parts } }) };
    } catch (error) {
      if (error instanceof Problem) return { problem: error };
      throw error;
    }
  });
  if ('problem' in outcome) throw outcome.problem;
  return outcome.done;
}
