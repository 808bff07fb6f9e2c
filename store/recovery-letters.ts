import { sql } from 'kysely';

import type { DeliveryOutcome } from '../domain/ports/post.port';
import type { Instant } from '../domain/time/instant';
import type { UnitTransaction } from './database';
import { openLetter, readLetter } from './outbox-rows';
import type { Writing } from './writing';

/**
 * Letters of a case that have not ended may have gone out, and nobody here knows: the recipient is asked before anything is sent (ADR
 * 0025). Until it has answered, all that they enclose counts as disclosed (CON-4); what it never got is taken back with its answer.
 *
 * @param letterIds only these, where they are named
 */
export async function doubtLetters(
  tx: UnitTransaction,
  caseRef: string,
  at: Instant,
  letterIds?: readonly string[],
): Promise<void> {
  const doubted = await tx
    .updateTable('outbox')
    .set((outbox) => ({
      state: 'unknown',
      fence: sql<number>`fence + 1`,
      // From here on the time counts in which a request may still be on its way.
      lease_until: sql<string>`now()`,
      claimed_at: outbox.fn.coalesce('claimed_at', outbox.val(at)),
    }))
    .where('case_ref', '=', caseRef)
    .where('state', 'in', ['waiting', 'sending'])
    .$if(letterIds !== undefined, (query) => query.where('letter_id', 'in', letterIds ?? []))
    .returning('letter_id')
    .execute();
  if (doubted.length === 0) return;
  await tx
    .updateTable('outbox_carriers')
    .set({ claimed_at: at })
    .where(
      'letter_id',
      'in',
      doubted.map(({ letter_id }) => letter_id),
    )
    .where('claimed_at', 'is', null)
    .execute();
}

/** Sets a letter's row as the step says that recorded the end of its delivery. */
export async function noteDelivery(
  { tx, key, input: { unit, caseRef, step } }: Writing,
  { letterId, outcome, categories }: DeliveryOutcome & { readonly letterId: string },
): Promise<void> {
  const row = await readLetter(tx, caseRef, letterId);
  if (row === undefined) return;
  const { enclosures } = openLetter(key, { unit, caseRef, letterId }, row);
  const went = enclosures.flatMap(({ category, claimed }, nth) =>
    claimed === true || (outcome !== 'stopped' && categories.includes(category)) ? [nth] : [],
  );
  await tx
    .updateTable('outbox')
    .set({ state: outcome, ended_at: step.at, lease_until: null })
    .where('letter_id', '=', letterId)
    .execute();
  await tx
    .updateTable('outbox_carriers')
    .set({ claimed_at: null })
    .where('letter_id', '=', letterId)
    .$if(went.length > 0, (query) => query.where('nth', 'not in', went))
    .execute();
}
