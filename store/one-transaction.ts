import { KeyAway } from '../security/key-away';
import { unitKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import type { DataKey } from '../security/sealed';
import type { Database } from './database';

/** What a part of the store is made of, all of it within one transaction. */
export interface Within {
  readonly db: Pick<Database, 'inUnit'>;
  readonly ring: KeyRing;
}

/** A key that has to be fetched before the transaction can go on: whatever catches it inside the work lets it through. */
export class KeyNotAtHand extends Error {
  override readonly name = 'KeyNotAtHand';

  readonly fetch: (ring: KeyRing) => Promise<DataKey>;

  constructor(fetch: (ring: KeyRing) => Promise<DataKey>) {
    super('A key is not at hand');
    this.fetch = fetch;
  }
}

/** A case's key, the unit's, and that of its numbers: no work of one unit needs more. */
const MOST_KEYS = 5;

/**
 * Runs work on one unit in one transaction, so that what is looked at and what is written on it cost one commit. Nothing is
 * waited for inside (ADR 0007): a key that is not in memory ends the transaction without a trace, is fetched, and the work
 * begins anew. So until it is through it may have no other effects. A key that is away is told to the work itself, which may have
 * a line to write about that (AUD-1).
 */
export async function inOneTransaction<T>(
  { db, ring }: Within,
  unit: string,
  work: (within: Within) => Promise<T>,
): Promise<T> {
  // Whatever is done leaves a line in the log, which is the unit's own.
  await ring.ensure(unit, unitKeyId(unit));
  const away = new Map<string, KeyAway>();
  const atHand = keysAtHand(ring, away);
  for (let fetched = 0; ; fetched += 1) {
    try {
      return await db.inUnit(unit, (tx) =>
        work({ db: { inUnit: (_unit, inner) => inner(tx) }, ring: atHand }),
      );
    } catch (error) {
      if (!(error instanceof KeyNotAtHand) || fetched === MOST_KEYS) throw error;
      await error.fetch(ring).catch((fault: unknown) => {
        if (!(fault instanceof KeyAway)) throw fault;
        away.set(fault.keyId, fault);
      });
    }
  }
}

function keysAtHand(ring: KeyRing, away: ReadonlyMap<string, KeyAway>): KeyRing {
  const take =
    (how: 'ensure' | 'get') =>
    (unit: string, keyId: string): Promise<DataKey> => {
      const key = ring.atHand(unit, keyId);
      return key === undefined
        ? Promise.reject(away.get(keyId) ?? new KeyNotAtHand((whole) => whole[how](unit, keyId)))
        : Promise.resolve(key);
    };
  return { ...ring, ensure: take('ensure'), get: take('get') };
}
