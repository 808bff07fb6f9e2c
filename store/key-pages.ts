import type { NotNull } from 'kysely';

import type { WrappedKey } from '../security/key-ring';
import type { Database } from './database';

/** All keys of a unit, for whoever wraps them anew. */
export interface KeyPages {
  /** At most `limit` keys that are there, by their ids after that one. */
  readonly page: (unit: string, after: string, limit: number) => Promise<readonly WrappedKey[]>;
  /**
   * Puts another wrapping of the same key in the place of the one that was read. False when it is not what was read any more: a key
   * that was destroyed meanwhile stays so.
   */
  readonly replace: (unit: string, key: WrappedKey, wrapped: Buffer) => Promise<boolean>;
}

/** The keys of all units over one database. */
export function createKeyPages(db: Database): KeyPages {
  return {
    page: (unit, after, limit) =>
      db.inUnit(unit, (tx) =>
        tx
          .selectFrom('keys')
          .select(['key_id as keyId', 'wrapped'])
          .where('wrapped', 'is not', null)
          .$narrowType<{ wrapped: NotNull }>()
          .where('key_id', '>', after)
          .orderBy('key_id')
          .limit(limit)
          .execute(),
      ),
    replace: (unit, key, wrapped) =>
      db.inUnit(unit, async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('keys')
          .set({ wrapped })
          .where('key_id', '=', key.keyId)
          .where('wrapped', '=', key.wrapped)
          .executeTakeFirstOrThrow();
        return numUpdatedRows > 0n;
      }),
  };
}
