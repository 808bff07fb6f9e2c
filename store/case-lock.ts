import { sql } from 'kysely';

import type { UnitTransaction } from './database';

/**
 * Holds the case until the transaction ends, also one that has no row yet: whoever appends to it, claims a letter or settles one does
 * so alone. Two cases of one hash merely wait for one another.
 */
export async function lockCase(tx: UnitTransaction, unit: string, caseRef: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify([unit, caseRef])}, 0))`.execute(
    tx,
  );
}
