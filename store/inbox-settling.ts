import type { PartyId } from '../domain/kernel/actor';
import type { InboxOutcome } from '../domain/ports/journal.port';
import { letterKeyId } from '../security/key-ring';
import type { UnitTransaction } from './database';
import { destroyKey } from './key-store';

/**
 * Settles a received letter in the transaction of what it led to: the content has moved to the case or is refused, so body and key go
 * (ADR 0004). Settled once: a letter that has its outcome keeps it. In whatever order a letter and its correction come, the
 * corrected one ends as replaced (THR-5, PIN-5). The caller tells the key ring to forget the letter's key.
 *
 * @param caseRef the case that settles it; left out where there is none
 */
export async function settleLetter(
  tx: UnitTransaction,
  unit: PartyId,
  caseRef: string | undefined,
  { from, letterId, outcome, replaces }: InboxOutcome,
): Promise<void> {
  const corrected = outcome !== 'refused' && (await isCorrected(tx, from, letterId));
  const settled = await tx
    .updateTable('inbox')
    .set({
      state: corrected ? 'replaced' : outcome,
      sealed: null,
      sealed_header: null,
      replaces: replaces ?? null,
      ...(caseRef === undefined ? {} : { case_ref: caseRef }),
    })
    .where('from_party', '=', from)
    .where('letter_id', '=', letterId)
    .where('state', '=', 'received')
    .returning('letter_id')
    .executeTakeFirst();
  if (settled === undefined) return;
  if (replaces !== undefined && outcome !== 'refused') {
    await tx
      .updateTable('inbox')
      .set({ state: 'replaced' })
      .where('from_party', '=', from)
      .where('letter_id', '=', replaces)
      .where('state', 'in', ['recorded', 'late'])
      .execute();
  }
  await destroyKey(tx, unit, letterKeyId(from, letterId));
}

async function isCorrected(tx: UnitTransaction, from: PartyId, letterId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('inbox')
    .select('letter_id')
    .where('from_party', '=', from)
    .where('replaces', '=', letterId)
    .where('state', 'in', ['recorded', 'late', 'replaced'])
    .executeTakeFirst();
  return found !== undefined;
}
