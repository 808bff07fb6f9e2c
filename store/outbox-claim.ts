import type { Identity } from '../domain/letters/wire';
import type { Enclosure, Letter } from '../domain/letters/letter';
import type { DeliveryOutcome } from '../domain/ports/post.port';
import { stillCarries } from '../domain/profile/ground';
import type { GroundsInForce } from '../domain/profile/ground';
import { plusSeconds } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import { ContentLost } from './errors';
import { logLetter, outcomeOf } from './held-letter';
import type { HeldLetter } from './held-letter';
import { openNote, readNotes } from './notes';
import { claimedEnclosures, readCarriers } from './outbox-rows';
import type { CarrierRow } from './outbox-rows';
import { openIdentity, readPersons } from './persons';

/**
 * What a claim gives.
 *
 * - `claimed`: the letter with what may go now, and everything that it refers to; `fence` names this attempt
 * - `ended`: nothing is to be sent any more, and this is how it ended
 * - `busy`: another attempt is at it until then
 * - `unknown`: it may have gone out under a consent that has ended since; the recipient must be asked before anything else
 */
export type Claim =
  | {
      readonly kind: 'claimed';
      readonly letter: Letter;
      readonly fence: number;
      readonly texts: ReadonlyMap<string, string>;
      readonly identities: ReadonlyMap<string, Identity>;
    }
  | { readonly kind: 'ended'; readonly outcome: DeliveryOutcome }
  | { readonly kind: 'busy'; readonly until: Instant }
  | { readonly kind: 'unknown' };

/** When a letter is claimed, for how long, and what grounds are worth by then. */
interface Claiming {
  readonly now: Instant;
  readonly leaseSeconds: number;
  readonly profile: GroundsInForce;
}

/** Claims a letter for one attempt; the caller holds the case, so that no withdrawal comes in between (CON-4, ADR 0004). */
export async function claimLetter(held: HeldLetter, claiming: Claiming): Promise<Claim> {
  const { row, letter } = held;
  const { now } = claiming;
  const outcome = await outcomeOf(held);
  if (outcome !== undefined) return { kind: 'ended', outcome };
  if (row.state === 'unknown') return { kind: 'unknown' };
  if (row.lease_until !== null && isLeased(row.lease_until, claiming))
    return { kind: 'busy', until: row.lease_until };

  const carriers = await readCarriers(held.tx, held.name.letterId);
  const standing = await standingConsents(held, now);
  const mayGo = ({ nth }: CarrierRow): boolean => isCarried(letter.enclosures[nth], standing, claiming);

  // An attempt whose lease ran out may have sent them, and what it sent cannot be taken back by leaving it out now.
  const begunBefore = carriers.filter(({ claimed_at }) => row.attempts > 0 && claimed_at !== null);
  if (!begunBefore.every(mayGo)) return doubt(held, now);
  const claimed = row.attempts > 0 ? begunBefore : carriers.filter(mayGo);
  if (carriers.length > 0 && claimed.length === 0) return stop(held, now);
  return begin(held, { ...claiming, carriers, claimed });
}

/** Clocks of our own processes may differ by so much. */
const APART_SECONDS = 60;

/** A lease that would run longer than any that is given was written by a clock that was wrong: it binds nobody once that is put right. */
function isLeased(until: Instant, { now, leaseSeconds }: Claiming): boolean {
  return until > now && until <= plusSeconds(now, leaseSeconds + APART_SECONDS);
}

/** Whether what carries an enclosure stands now: the consent, or the ground (CON-3, CON-4, CON-5). What the step bound goes anyway (TRF-1). */
function isCarried(
  enclosure: Enclosure | undefined,
  standing: ReadonlySet<string>,
  { profile, now }: Claiming,
): boolean {
  if (enclosure === undefined) return false;
  const { carrier, category, claimed } = enclosure;
  if (claimed === true) return true;
  return carrier.kind === 'consent'
    ? standing.has(carrier.consent.consentId)
    : stillCarries(carrier, category, profile, now);
}

/** Of the consents that carry the letter those that stand now, held so that none ends before the claim is written (CON-3). */
async function standingConsents(
  { tx, name, letter }: HeldLetter,
  now: Instant,
): Promise<ReadonlySet<string>> {
  const ids = letter.enclosures.flatMap(({ carrier }) =>
    carrier.kind === 'consent' ? [carrier.consent.consentId] : [],
  );
  if (ids.length === 0) return new Set();
  const consents = await tx
    .selectFrom('consents')
    .select(['consent_id', 'valid_until', 'ended_at'])
    .where('case_ref', '=', name.caseRef)
    .where('consent_id', 'in', ids)
    .orderBy('consent_id')
    .forUpdate()
    .execute();
  const stands = consents.filter(
    ({ valid_until, ended_at }) => ended_at === null && (valid_until === null || valid_until > now),
  );
  return new Set(stands.map(({ consent_id }) => consent_id));
}

async function doubt(held: HeldLetter, now: Instant): Promise<Claim> {
  await held.tx
    .updateTable('outbox')
    .set({ state: 'unknown', fence: held.row.fence + 1 })
    .where('letter_id', '=', held.name.letterId)
    .execute();
  await logLetter(held, 'unknown', now);
  return { kind: 'unknown' };
}

async function stop(held: HeldLetter, now: Instant): Promise<Claim> {
  await held.tx
    .updateTable('outbox')
    .set({ state: 'stopped', ended_at: now, lease_until: null })
    .where('letter_id', '=', held.name.letterId)
    .execute();
  await logLetter(held, 'stopped', now);
  return { kind: 'ended', outcome: { outcome: 'stopped', categories: [] } };
}

interface Begun {
  readonly carriers: readonly CarrierRow[];
  readonly claimed: readonly CarrierRow[];
  readonly now: Instant;
  readonly leaseSeconds: number;
}

async function begin(held: HeldLetter, begun: Begun): Promise<Claim> {
  const { carriers, claimed, now, leaseSeconds } = begun;
  const { tx, name, row, letter } = held;
  const fence = row.fence + 1;
  await tx
    .updateTable('outbox')
    .set((outbox) => ({
      state: 'sending',
      fence,
      attempts: row.attempts + 1,
      lease_until: plusSeconds(now, leaseSeconds),
      claimed_at: outbox.fn.coalesce('claimed_at', outbox.val(now)),
    }))
    .where('letter_id', '=', name.letterId)
    .execute();
  const nths = claimed.map(({ nth }) => nth);
  if (nths.length > 0) {
    await tx
      .updateTable('outbox_carriers')
      .set({ claimed_at: now })
      .where('letter_id', '=', name.letterId)
      .where('nth', 'in', nths)
      .where('claimed_at', 'is', null)
      .execute();
  }
  const nowClaimed = carriers.map((carrier) =>
    nths.includes(carrier.nth) ? { ...carrier, claimed_at: now } : carrier,
  );
  const enclosures = claimedEnclosures(letter, nowClaimed);
  const content = await contentOf(held, enclosures);
  await logLetter(held, 'begun', now);
  return { kind: 'claimed', letter: { ...letter, enclosures }, fence, ...content };
}

/** Narratives and identities of what was claimed, and of nothing else. */
async function contentOf(
  { tx, key, name: { unit, caseRef, letterId } }: HeldLetter,
  enclosures: readonly Enclosure[],
): Promise<{
  readonly texts: ReadonlyMap<string, string>;
  readonly identities: ReadonlyMap<string, Identity>;
}> {
  const noteIds = enclosures.flatMap(({ notes }) => notes.map(({ noteId }) => noteId));
  const refs = enclosures.flatMap(({ person }) => (person === undefined ? [] : [person]));
  const notes = await readNotes(tx, caseRef, noteIds);
  const persons = await readPersons(tx, caseRef, refs);
  // A letter with holes would be believed to be whole.
  if (notes.length < new Set(noteIds).size || persons.length < new Set(refs).size)
    throw new ContentLost(letterId);
  return {
    texts: new Map(notes.map((row) => [row.note_id, openNote(key, unit, caseRef, row)])),
    identities: new Map(persons.map((row) => [row.person_ref, openIdentity(key, unit, caseRef, row)])),
  };
}
