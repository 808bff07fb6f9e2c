import type { PartyId } from '../domain/kernel/actor';
import type { Carrier, Letter, LetterKind } from '../domain/letters/letter';
import type { FrozenGround } from '../domain/profile/profile';
import type { Instant } from '../domain/time/instant';
import { caseKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import type { Database, UnitTransaction } from './database';
import { openLetter } from './outbox-rows';
import type { CarrierRow } from './outbox-rows';
import type { OutboxState } from './schema';

/** A ground as its use is kept: its wording, and the staff id of who decided, where a person did. */
export type DisclosureGround = FrozenGround & { readonly decidedBy?: string };

/** What one consent or ground carries in one letter (CON-4). */
export interface DisclosureRow {
  readonly letterId: string;
  readonly kind: LetterKind;
  readonly to: PartyId;
  readonly categories: readonly string[];
  /** The consent's id, or the ground's. */
  readonly carriedBy: string;
  /** The ground as it read when it was used, and who decided that; absent under a consent (CON-5). */
  readonly ground?: DisclosureGround;
  /** `sending` and `unknown` may have gone out; `stopped` did not, also as a part of a letter that was sent. */
  readonly state: OutboxState;
  /** When it was claimed for sending; while it was not, when the letter was written. */
  readonly at: Instant;
}

/** Lists the disclosures of a case, the oldest first. Letters without enclosures disclose nothing (CON-1). */
export function createDisclosures(
  db: Database,
  ring: KeyRing,
): (unit: PartyId, caseRef: string) => Promise<readonly DisclosureRow[]> {
  return async (unit, caseRef) => {
    const { letters, carriers } = await db.inUnit(unit, (tx) => readAll(tx, caseRef));
    if (letters.length === 0) return [];
    const key = await ring.get(unit, caseKeyId(caseRef));
    return letters.flatMap((row) => {
      const letter = openLetter(key, { unit, caseRef, letterId: row.letter_id }, row);
      return rowsOf(
        letter,
        row,
        carriers.filter((carrier) => carrier.letter_id === row.letter_id),
      );
    });
  };
}

async function readAll(tx: UnitTransaction, caseRef: string) {
  const letters = await tx
    .selectFrom('outbox')
    .select(['letter_id', 'state', 'sealed', 'created_at'])
    .where('case_ref', '=', caseRef)
    .orderBy('created_at')
    .orderBy('letter_id')
    .execute();
  const carriers = await tx
    .selectFrom('outbox_carriers')
    .innerJoin('outbox', 'outbox.letter_id', 'outbox_carriers.letter_id')
    .select(['outbox_carriers.letter_id', 'nth', 'outbox_carriers.claimed_at'])
    .where('outbox.case_ref', '=', caseRef)
    .orderBy('nth')
    .execute();
  return { letters, carriers };
}

interface Sent {
  readonly state: OutboxState;
  readonly created_at: Instant;
}

function rowsOf(letter: Letter, sent: Sent, carriers: readonly CarrierRow[]): readonly DisclosureRow[] {
  const rows = new Map<string, DisclosureRow>();
  for (const { nth, claimed_at } of carriers) {
    const enclosure = letter.enclosures[nth];
    if (enclosure === undefined) continue;
    const state = stateOf(sent.state, claimed_at !== null);
    const carriedBy = nameOf(enclosure.carrier);
    const name = `${carriedBy} ${state}`;
    rows.set(name, {
      ...{ letterId: letter.letterId, kind: letter.kind, to: letter.to, carriedBy, state },
      ...groundOf(enclosure.carrier),
      categories: [...(rows.get(name)?.categories ?? []), enclosure.category],
      at: claimed_at ?? sent.created_at,
    });
  }
  return [...rows.values()];
}

/** What was not claimed by the time the letter went has stayed behind. */
function stateOf(state: OutboxState, claimed: boolean): OutboxState {
  return claimed || state === 'waiting' ? state : 'stopped';
}

function groundOf(carrier: Carrier): Pick<DisclosureRow, 'ground'> {
  if (carrier.kind === 'consent') return {};
  const by = carrier.use?.by;
  return { ground: { ...carrier.ground, ...(by === undefined ? {} : { decidedBy: by }) } };
}

function nameOf(carrier: Carrier): string {
  return carrier.kind === 'consent' ? carrier.consent.consentId : carrier.ground.id;
}
