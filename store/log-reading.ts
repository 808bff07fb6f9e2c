import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import { unitKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { SealedError } from '../security/sealed';
import type { AccessLine } from './access-log';
import { placeOf } from './log-writer';
import type { Sealed } from './log-writer';
import type { Tables } from './schema';
import { openJson } from './sealing';

/**
 * A line as it is read.
 *
 * - `altered`: what it says does not open, so it or what stands beside it was changed in the database; action and outcome are lost
 * - `unproven`: it stands in the clear and has no code, as lines from before the log was a chain do, and those that somebody put there
 */
export type ReadLine = Omit<AccessLine, keyof Sealed> &
  Partial<Sealed> & { readonly doubt?: 'altered' | 'unproven' };

/** The time of a line as text: an instant that no clock has, put there by somebody, must stop neither a check nor a page. */
export const atAsText = sql<string>`coalesce(
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), at::text)`;

/** What a line says beside its plain columns; whatever was done to it, the others can be read (AUD-3, AUD-4). */
export async function openLine(ring: KeyRing, row: Selectable<Tables['access_log']>): Promise<ReadLine> {
  const plain = {
    ...{ at: row.at, unit: row.unit, who: row.who, roles: row.roles },
    ...(row.case_ref === null ? {} : { caseRef: row.case_ref }),
    ...(row.request_id === null ? {} : { requestId: row.request_id }),
  };
  if (row.mac === null) {
    const says = readClear(row.sealed);
    return says === undefined ? { ...plain, doubt: 'altered' } : { ...plain, ...says, doubt: 'unproven' };
  }
  const key = await ring.get(row.unit, unitKeyId(row.unit));
  try {
    const { restricted = false, ...says } = openJson<Sealed>(key, row.sealed, placeOf(row));
    return { ...plain, ...says, ...(restricted ? { restricted } : {}) };
  } catch (error) {
    if (error instanceof SealedError) return { ...plain, doubt: 'altered' };
    throw error;
  }
}

/** Lines from before the chain hold what they say in the clear; anybody could have put one there, of any shape. */
function readClear(bytes: Buffer): Sealed | undefined {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as Partial<Sealed> | null;
    const { action, outcome, rules } = value ?? {};
    if (typeof action !== 'string' || typeof outcome !== 'string' || !Array.isArray(rules)) return undefined;
    return { action, outcome, rules };
  } catch {
    return undefined;
  }
}
