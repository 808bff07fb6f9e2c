import { sql } from 'kysely';
import type { NotNull } from 'kysely';

import type { KeyStore, WrappedKey } from '../security/key-ring';
import { KeyMissing } from '../security/key-ring';
import type { Database, UnitTransaction } from './database';

/** Keeps wrapped data keys in the database; the master keys that unwrap them are never there (ADR 0005). */
export function createKeyStore(db: Database): KeyStore {
  return {
    sample: (unit) => db.inUnit(unit, readSomeKeys),
    load: (unit, keyId) => db.inUnit(unit, (tx) => readKey(tx, keyId)),
    async insert(unit, keyId, wrapped) {
      const stored = await db.inUnit(unit, async (tx) => {
        await tx
          .insertInto('keys')
          .values({ unit, key_id: keyId, wrapped, destroyed_at: null })
          .onConflict((conflict) => conflict.columns(['unit', 'key_id']).doNothing())
          .execute();
        return readKey(tx, keyId);
      });
      if (stored === undefined) throw new KeyMissing(keyId);
      return stored;
    },
    destroy: (unit, keyId) => db.inUnit(unit, (tx) => destroyKey(tx, unit, keyId)),
  };
}

/** Destroys a key in the transaction of what depends on it. The key ring must be told afterwards to forget it. */
export async function destroyKey(tx: UnitTransaction, unit: string, keyId: string): Promise<void> {
  const now = sql<string>`now()`;
  await tx
    .insertInto('keys')
    .values({ unit, key_id: keyId, wrapped: null, destroyed_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['unit', 'key_id'])
        .doUpdateSet({ wrapped: null, destroyed_at: now })
        .where('keys.destroyed_at', 'is', null),
    )
    .execute();
}

const SAMPLE = 5;

function readSomeKeys(tx: UnitTransaction): Promise<WrappedKey[]> {
  return tx
    .selectFrom('keys')
    .select(['key_id as keyId', 'wrapped'])
    .where('wrapped', 'is not', null)
    .$narrowType<{ wrapped: NotNull }>()
    .limit(SAMPLE)
    .execute();
}

async function readKey(tx: UnitTransaction, keyId: string): Promise<Buffer | undefined> {
  const row = await tx.selectFrom('keys').select('wrapped').where('key_id', '=', keyId).executeTakeFirst();
  return row?.wrapped ?? undefined;
}
