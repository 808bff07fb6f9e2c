import { sql } from 'kysely';

import type { KeyStore } from '../security/key-ring';
import { KeyMissing } from '../security/key-ring';
import type { Database, UnitTransaction } from './database';

/** Keeps wrapped data keys in the database; the master keys that unwrap them are never there (ADR 0005). */
export function createKeyStore(db: Database): KeyStore {
  return {
    sample: (unit) => db.inUnit(unit, readAnyKey),
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

/** One key that still is there, whichever; nothing in a database that has none yet. */
async function readAnyKey(tx: UnitTransaction): ReturnType<KeyStore['sample']> {
  const row = await tx
    .selectFrom('keys')
    .select(['key_id as keyId', 'wrapped'])
    .where('wrapped', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  const wrapped = row?.wrapped ?? undefined;
  return row === undefined || wrapped === undefined ? undefined : { keyId: row.keyId, wrapped };
}

async function readKey(tx: UnitTransaction, keyId: string): Promise<Buffer | undefined> {
  const row = await tx.selectFrom('keys').select('wrapped').where('key_id', '=', keyId).executeTakeFirst();
  return row?.wrapped ?? undefined;
}
