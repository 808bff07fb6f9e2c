import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * What a letter is, to whom it goes, what it refers to and what carries it stand sealed only: in the clear they told
 * who is suspected, placed or at risk (ADR 0021). A dropped column's values stay in the table's file until the table is written anew,
 * so each statement also computes one column, which does that.
 */
export const sealedKinds: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table outbox drop column kind, drop column to_party,
      alter column attempts type integer using attempts + 0`.execute(db);
    await sql`alter table outbox_carriers drop column consent_id, drop column bound,
      alter column claimed_at type timestamptz using claimed_at + interval '0'`.execute(db);
    await sql`alter table inbox drop column kind, drop column reference, add column sealed_header bytea,
      alter column signalled_at type timestamptz using signalled_at + interval '0'`.execute(db);
    await sql`grant update (sealed_header) on inbox to sluss_app`.execute(db);
  },
};
