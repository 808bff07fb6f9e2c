import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

/**
 * Which supervisors a case is open to, and which lines of the log are readings of one that is open to named staff only (ACC-3).
 * Both are sealed: in the clear they would tell who is a special defector (ADR 0013).
 */
export const restrictedCases: Migration = {
  async up(db: Kysely<unknown>) {
    // Null until the case's next step; a case is closed to unnamed supervisors while nothing is known.
    await sql`alter table cases add column sealed_supervisors bytea`.execute(db);
    await sql`grant update (sealed_supervisors) on cases to sluss_app`.execute(db);
    await sql`alter table access_log add column sealed_mark bytea`.execute(db);
  },
};
