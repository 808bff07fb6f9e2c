import type { LetterKind } from '../domain/letters/letter';
import type { PartyId } from '../domain/kernel/actor';
import type { Instant } from '../domain/time/instant';
import { KeyMissing, caseKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { SealedError } from '../security/sealed';
import type { DataKey } from '../security/sealed';
import type { Database } from './database';
import { openLetter } from './outbox-rows';
import type { OutboxState } from './schema';

/** A case whose deadline has passed and whose clock has not acted on it. */
export interface LateCase {
  readonly caseRef: string;
  readonly due: Instant;
}

/** A letter that has not ended. */
export interface OpenLetter {
  readonly caseRef: string;
  readonly letterId: string;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly since: Instant;
}

/** Cases of a unit whose next deadline lies before the instant, the earliest first. */
export async function lateCases(db: Database, unit: PartyId, before: Instant): Promise<readonly LateCase[]> {
  const rows = await db.inUnit(unit, (tx) =>
    tx
      .selectFrom('cases')
      .select(['case_ref', 'next_due'])
      .where('next_due', '<', before)
      .orderBy('next_due')
      .execute(),
  );
  return rows.map(({ case_ref, next_due }) => ({ caseRef: case_ref, due: next_due ?? before }));
}

/** Letters of a unit that were written before the instant and have not ended, the oldest first. */
export async function openLetters(
  db: Database,
  unit: PartyId,
  before: Instant,
): Promise<readonly OpenLetter[]> {
  const rows = await db.inUnit(unit, (tx) =>
    tx
      .selectFrom('outbox')
      .select(['case_ref', 'letter_id', 'state', 'attempts', 'created_at'])
      .where('state', 'in', ['waiting', 'sending', 'unknown'])
      .where('created_at', '<', before)
      .orderBy('created_at')
      .execute(),
  );
  return rows.map(({ case_ref, letter_id, state, attempts, created_at }) => ({
    ...{ caseRef: case_ref, letterId: letter_id, state, attempts, since: created_at },
  }));
}

/** A letter that went out. */
export interface SentLetter {
  readonly caseRef: string;
  readonly letterId: string;
  readonly kind: LetterKind;
  readonly to: PartyId;
}

/** What a unit has sent. */
export interface SentLetters {
  readonly letters: readonly SentLetter[];
  /** Rows that do not open under their case's key: they were altered. */
  readonly unopened: readonly Pick<SentLetter, 'caseRef' | 'letterId'>[];
}

/**
 * Letters of a unit that went out since the instant, the oldest first; of a case whose key is gone none.
 *
 * @throws KeyAway
 */
export async function sentLetters(
  db: Database,
  ring: KeyRing,
  unit: PartyId,
  since: Instant,
): Promise<SentLetters> {
  const rows = await db.inUnit(unit, (tx) =>
    tx
      .selectFrom('outbox')
      .select(['case_ref', 'letter_id', 'sealed'])
      .where('state', '=', 'sent')
      .where('ended_at', '>=', since)
      .orderBy('ended_at')
      .execute(),
  );
  const letters: SentLetter[] = [];
  const unopened: SentLetters['unopened'][number][] = [];
  for (const { case_ref: caseRef, letter_id: letterId, sealed } of rows) {
    const key = await keyOf(ring, unit, caseRef);
    if (key === undefined) continue;
    const opened = ifOpens(() => openLetter(key, { unit, caseRef, letterId }, { sealed }));
    if (opened === undefined) unopened.push({ caseRef, letterId });
    else letters.push({ caseRef, letterId, kind: opened.kind, to: opened.to });
  }
  return { letters, unopened };
}

function ifOpens<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealedError) return undefined;
    throw error;
  }
}

async function keyOf(ring: KeyRing, unit: PartyId, caseRef: string): Promise<DataKey | undefined> {
  try {
    return await ring.get(unit, caseKeyId(caseRef));
  } catch (error) {
    if (error instanceof KeyMissing) return undefined;
    throw error;
  }
}
