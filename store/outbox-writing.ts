import type { Enclosure, Letter } from '../domain/letters/letter';
import type { AppendInput } from '../domain/ports/journal.port';
import type { AccessLine } from './access-log';
import { openLetter } from './outbox-rows';
import { sealJson } from './sealing';
import type { Writing } from './writing';

/** Puts the letters of a step into the outbox. What the step itself claimed is begun with it (AUD-2, CON-4, ADR 0004). */
export async function insertLetters(writing: Writing): Promise<void> {
  for (const event of writing.input.step.events) {
    for (const letter of event.letters ?? []) await insertLetter(writing, letter);
  }
}

/** Puts one letter of a step into the outbox. */
export async function insertLetter(
  { tx, key, input: { unit, caseRef, step } }: Writing,
  letter: Letter,
): Promise<void> {
  const { letterId, enclosures } = letter;
  const begun = isBegun(letter);
  await tx
    .insertInto('outbox')
    .values({
      unit,
      letter_id: letterId,
      case_ref: caseRef,
      state: begun ? 'sending' : 'waiting',
      sealed: sealJson(key, letter, { table: 'outbox', unit, owner: caseRef, id: letterId }),
      lease_until: null,
      fence: 0,
      attempts: 0,
      created_at: step.at,
      claimed_at: begun ? step.at : null,
      ended_at: null,
    })
    .execute();
  if (enclosures.length > 0) {
    await tx
      .insertInto('outbox_carriers')
      .values(
        enclosures.map(({ claimed }, nth) => ({
          unit,
          letter_id: letterId,
          nth,
          claimed_at: claimed === true ? step.at : null,
        })),
      )
      .execute();
  }
}

/** The lines of what a step disclosed by writing it (AUD-1, AUD-2). */
export function begunLines({ unit, caseRef, step }: AppendInput): readonly AccessLine[] {
  return step.events
    .flatMap(({ letters = [] }) => letters)
    .filter(isBegun)
    .map(({ kind, letterId }) => ({
      ...{ at: step.at, unit, who: 'engine', roles: ['engine'], caseRef },
      ...{ action: kind, outcome: 'begun', rules: ['CON-4'], requestId: letterId },
    }));
}

function isBegun({ enclosures }: Letter): boolean {
  return enclosures.some(({ claimed }) => claimed === true);
}

/**
 * Stops the case's waiting letters that nothing carries any more: they have enclosures, and every one of them goes under a consent
 * that has ended (CON-3). What a step bound itself to goes all the same (TRF-1). One whose time is merely up is stopped by its claim.
 */
export async function stopUncarried({ tx, key, input }: Writing): Promise<void> {
  const { unit, caseRef, step, ledger } = input;
  const standing = new Set(
    ledger.filter(({ endedAt }) => endedAt === null).map(({ consentId }) => consentId),
  );
  const waiting = await tx
    .selectFrom('outbox')
    .select(['letter_id', 'sealed'])
    .where('case_ref', '=', caseRef)
    .where('state', '=', 'waiting')
    .execute();
  const uncarried = waiting.filter(
    (row) => !mayStillGo(openLetter(key, { unit, caseRef, letterId: row.letter_id }, row), standing),
  );
  if (uncarried.length === 0) return;
  await tx
    .updateTable('outbox')
    .set({ state: 'stopped', ended_at: step.at })
    .where(
      'letter_id',
      'in',
      uncarried.map(({ letter_id }) => letter_id),
    )
    .execute();
}

function mayStillGo({ enclosures }: Letter, standing: ReadonlySet<string>): boolean {
  const goes = ({ carrier, claimed }: Enclosure): boolean =>
    claimed === true || carrier.kind === 'ground' || standing.has(carrier.consent.consentId);
  return enclosures.length === 0 || enclosures.some(goes);
}
