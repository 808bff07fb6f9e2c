import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * What the figures of a unit are counted by: since when a case has waited for the same party, a time and never why (ADR 0026), and the few
 * letters out that have not ended among the many that have. The default is for workers of the release before, which open cases without
 * naming the column.
 */
export const figures: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table cases add column awaits_since timestamptz not null default now()`.execute(db);
    // The owner is held to row security too, and would change nothing.
    await sql`alter table cases no force row level security`.execute(db);
    await sql`update cases set awaits_since = changed_at`.execute(db);
    await sql`alter table cases force row level security`.execute(db);
    await sql`grant update (awaits_since) on cases to sluss_app`.execute(db);
    await sql`create index outbox_open on outbox (unit, created_at)
      where state in ('waiting', 'sending', 'unknown')`.execute(db);
  },
};
