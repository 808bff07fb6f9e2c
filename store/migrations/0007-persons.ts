import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

import { protect } from './row-security';

/**
 * Personal numbers once for each unit, however many of its cases are about the person: by keyed hash, sealed with the unit's key. Identities in
 * the vault point here; those from before hold the number themselves until they are written anew.
 */
export const persons: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table persons (
      unit text not null,
      lookup_hash text not null,
      sealed_number bytea not null,
      primary key (unit, lookup_hash)
    )`.execute(db);
    await protect(db, 'persons', { delete: true });
  },
};
