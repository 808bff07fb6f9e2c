import type { NotNull } from 'kysely';

import type { PartyId } from '../domain/kernel/actor';
import { plusSeconds } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import type { KeyRing } from '../security/key-ring';
import type { Database, UnitTransaction } from './database';
import { openHeader } from './inbox-sealing';

/** A letter that waits to be recorded; what it is stands in it (ADR 0021). */
export interface WaitingLetter {
  readonly from: PartyId;
  readonly letterId: string;
  readonly caseRef?: string;
  readonly receivedAt: Instant;
  readonly signalledAt?: Instant;
}

/** Nothing was signalled so long after the instant that is asked about, which lies some seconds back: the clock was wrong. */
const AHEAD_SECONDS = 120;

/** Letters without an outcome, as `Inbox.waiting` gives them. */
export async function readWaiting(
  tx: UnitTransaction,
  notSince: Instant,
  limit: number,
): Promise<readonly WaitingLetter[]> {
  const rows = await tx
    .selectFrom('inbox')
    .select(['from_party', 'letter_id', 'case_ref', 'received_at', 'signalled_at'])
    .where('state', '=', 'received')
    .where((inbox) =>
      inbox.or([
        inbox('signalled_at', 'is', null),
        inbox('signalled_at', '<', notSince),
        inbox('signalled_at', '>', plusSeconds(notSince, AHEAD_SECONDS)),
      ]),
    )
    // However many are told in vain, one that just came has its turn.
    .orderBy('signalled_at', (order) => order.asc().nullsFirst())
    .orderBy('received_at')
    .orderBy('letter_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    from: row.from_party,
    letterId: row.letter_id,
    receivedAt: row.received_at,
    ...(row.case_ref === null ? {} : { caseRef: row.case_ref }),
    ...(row.signalled_at === null ? {} : { signalledAt: row.signalled_at }),
  }));
}

/** Whether a letter waits that will open the case. */
export async function isAwaited(
  { db, ring }: { readonly db: Database; readonly ring: KeyRing },
  unit: PartyId,
  caseRef: string,
): Promise<boolean> {
  for (const { from, letterId, ...row } of await db.inUnit(unit, (tx) => readOfCase(tx, caseRef))) {
    const header = await openHeader(ring, { unit, from, letterId }, row);
    if (header?.opens === true) return true;
  }
  return false;
}

function readOfCase(tx: UnitTransaction, caseRef: string) {
  return tx
    .selectFrom('inbox')
    .select(['from_party as from', 'letter_id as letterId', 'sealed', 'sealed_header'])
    .where('case_ref', '=', caseRef)
    .where('state', '=', 'received')
    .where('sealed', 'is not', null)
    .$narrowType<{ sealed: NotNull }>()
    .execute();
}
