import type { PartyId } from '../domain/kernel/actor';
import type { Enclosure, Letter } from '../domain/letters/letter';
import type { Instant } from '../domain/time/instant';
import type { DataKey } from '../security/sealed';
import type { UnitTransaction } from './database';
import type { OutboxState } from './schema';
import { openJson } from './sealing';

/** A row of the outbox, still sealed. */
export interface OutboxRow {
  readonly state: OutboxState;
  readonly sealed: Buffer;
  readonly lease_until: Instant | null;
  readonly fence: number;
  readonly attempts: number;
}

/** The nth enclosure of a letter, and whether it was claimed. */
export interface CarrierRow {
  readonly nth: number;
  readonly claimed_at: Instant | null;
}

/** The letter's row, held until the transaction ends. */
export function readLetter(
  tx: UnitTransaction,
  caseRef: string,
  letterId: string,
): Promise<OutboxRow | undefined> {
  return tx
    .selectFrom('outbox')
    .select(['state', 'sealed', 'lease_until', 'fence', 'attempts'])
    .where('case_ref', '=', caseRef)
    .where('letter_id', '=', letterId)
    .forUpdate()
    .executeTakeFirst();
}

/** The letter's enclosures, in their order. */
export function readCarriers(tx: UnitTransaction, letterId: string): Promise<CarrierRow[]> {
  return tx
    .selectFrom('outbox_carriers')
    .select(['nth', 'claimed_at'])
    .where('letter_id', '=', letterId)
    .orderBy('nth')
    .execute();
}

/** The letter of a row. */
export function openLetter(
  key: DataKey,
  {
    unit,
    caseRef,
    letterId,
  }: { readonly unit: PartyId; readonly caseRef: string; readonly letterId: string },
  { sealed }: Pick<OutboxRow, 'sealed'>,
): Letter {
  return openJson<Letter>(key, sealed, { table: 'outbox', unit, owner: caseRef, id: letterId });
}

/** The enclosures that were claimed. */
export function claimedEnclosures(letter: Letter, carriers: readonly CarrierRow[]): readonly Enclosure[] {
  const claimed = new Set(carriers.filter((carrier) => carrier.claimed_at !== null).map(({ nth }) => nth));
  return letter.enclosures.filter((_, nth) => claimed.has(nth));
}

/** The categories of the enclosures that were claimed, each once. */
export function claimedCategories(letter: Letter, carriers: readonly CarrierRow[]): readonly string[] {
  return [...new Set(claimedEnclosures(letter, carriers).map(({ category }) => category))];
}
