import { ledgerRows } from '../../../domain/case/row';
import type { PartyId } from '../../../domain/kernel/actor';
import type { Step } from '../../../domain/kernel/step';
import type { Enclosure, Letter, ReceivedEnclosure, ReceivedLetter } from '../../../domain/letters/letter';
import type { DeliveryOutcome } from '../../../domain/ports/post.port';
import { stillCarries } from '../../../domain/profile/ground';
import type { GroundsInForce } from '../../../domain/profile/ground';
import type { Instant } from '../../../domain/time/instant';
import { throughJson } from './case-file';
import type { CaseFile } from './case-file';
import { commonAddress, hide, isHidden } from './questions';

/** A letter on its way out, as ADR 0004 has it: waiting → sending → sent or stopped. */
export interface OutboxRow {
  readonly letter: Letter;
  readonly from: PartyId;
  /** The case that sends; absent for the police, who are no unit. */
  readonly file?: CaseFile;
  state: 'waiting' | 'sending' | 'sent' | 'stopped' | 'rejected';
  /** Which enclosures were claimed; what the step itself claimed is bound and never given back. */
  claimed: readonly number[];
  readonly bound: readonly number[];
  attempts: number;
  reported: boolean;
}

/** A letter that the recipient has and that its case may not have been told of. */
export interface InboxEntry {
  readonly to: PartyId;
  readonly caseRef: string;
  readonly letter: ReceivedLetter;
  told: number;
}

/** The post of all parties: what goes out, what came in. */
export interface Post {
  readonly rows: OutboxRow[];
  readonly inbox: Map<string, InboxEntry>;
  /** What the common address has hidden, by its token (INT-6). */
  readonly hidden: Map<string, CaseFile>;
}

/** How one attempt goes: lost, arrived with the answer lost, arrived, or the recipient's system will not have it. */
export type Fate = 'lost' | 'answerLost' | 'arrives' | 'rejected';

const keyOf = (to: PartyId, from: PartyId, letterId: string): string => `${to}/${from}/${letterId}`;

/** Puts a letter of a party without cases (the police) into the post. */
export function postOutside(post: Post, from: PartyId, letter: Letter): void {
  post.rows.push({ letter, from, state: 'waiting', claimed: [], bound: [], attempts: 0, reported: true });
}

/** What one step does to the outbox of its case: new letters, and waiting ones that nothing carries any more. */
export function postStep(post: Post, file: CaseFile, step: Step): readonly OutboxRow[] {
  const letters = step.events.flatMap((event) => event.letters ?? []);
  const added = letters.map((letter): OutboxRow => {
    const bound = letter.enclosures.flatMap(({ claimed }, nth) => (claimed === true ? [nth] : []));
    const state = bound.length > 0 ? 'sending' : 'waiting';
    const { unit: from } = file;
    return { letter, from, file, state, claimed: bound, bound, attempts: 0, reported: false };
  });
  post.rows.push(...added);
  stopUncarried(post, file);
  return added;
}

function stopUncarried({ rows }: Post, file: CaseFile): void {
  const ended = new Set(ledgerRows(file.state).flatMap((row) => (row.endedAt === null ? [] : row.consentId)));
  for (const row of rows) {
    const { enclosures } = row.letter;
    const uncarried =
      enclosures.length > 0 && enclosures.every((enclosure) => ended.has(consentOf(enclosure)));
    if (row.file === file && row.state === 'waiting' && uncarried) row.state = 'stopped';
  }
}

/** The consent, or the ground, that carries an enclosure. */
export function consentOf({ carrier }: Enclosure | ReceivedEnclosure): string {
  return carrier.kind === 'consent' ? carrier.consent.consentId : carrier.ground.id;
}

function mayGo(row: OutboxRow, nth: number, { now, profile }: Claiming): boolean {
  const enclosure = row.letter.enclosures[nth];
  if (row.file === undefined || enclosure === undefined) return false;
  if (enclosure.carrier.kind === 'ground')
    return stillCarries(enclosure.carrier, enclosure.category, profile, now) || row.bound.includes(nth);
  const held = ledgerRows(row.file.state).find(({ consentId }) => consentId === consentOf(enclosure));
  const stands = held?.endedAt === null && (held.validUntil === null || held.validUntil > now);
  return stands || row.bound.includes(nth);
}

/** When something is claimed, and the grounds as they then are. */
interface Claiming {
  readonly now: Instant;
  readonly profile: GroundsInForce;
}

/**
 * Claims what may go now (CON-4).
 *
 * @returns the enclosures that are claimed with it for the first time; undefined when there is nothing to send
 */
export function claim(post: Post, row: OutboxRow, at: Claiming): readonly number[] | undefined {
  if (isEnded(row)) return undefined;
  if (row.attempts > 0) {
    if (row.claimed.every((nth) => mayGo(row, nth, at))) return [];
    // It may have gone out under a consent that has ended since: the recipient is asked first.
    if (post.inbox.has(keyOf(row.letter.to, row.from, row.letter.letterId))) {
      row.state = 'sent';
      return undefined;
    }
    row.claimed = row.bound;
  }
  const all = row.letter.enclosures.map((_, nth) => nth);
  const now_ = all.filter((nth) => mayGo(row, nth, at));
  if (all.length > 0 && now_.length === 0) {
    row.state = 'stopped';
    return undefined;
  }
  const added = now_.filter((nth) => !row.claimed.includes(nth));
  row.claimed = now_;
  row.state = 'sending';
  return added;
}

/** Sends what was claimed. The recipient stores a letter once, however often it comes (PIN-2). */
export function send(post: Post, row: OutboxRow, fate: Fate, now: Instant): void {
  row.attempts += 1;
  if (fate === 'lost') return;
  const { letter, from } = row;
  const key = keyOf(letter.to, from, letter.letterId);
  if (fate === 'rejected' && !post.inbox.has(key)) {
    row.state = 'rejected';
    return;
  }
  if (!post.inbox.has(key)) post.inbox.set(key, arrived(post, row, now));
  if (fate === 'arrives') row.state = 'sent';
}

/** Whether nothing more is to be sent of it. */
export function isEnded({ state }: OutboxRow): boolean {
  return state === 'sent' || state === 'stopped' || state === 'rejected';
}

/** How the delivery of a row ended, to be told to its case (CON-4). */
export function outcomeOf(row: OutboxRow): DeliveryOutcome {
  if (row.state !== 'sent' && row.state !== 'rejected') return { outcome: 'stopped', categories: [] };
  const categories = row.claimed.flatMap((nth) => row.letter.enclosures[nth]?.category ?? []);
  return { outcome: row.state, categories: [...new Set(categories)] };
}

/** The case of the recipient: the one named, or the one that the first letter of the exchange opened (ADR 0004). */
function caseOf({ to, toCase, opener, letterId }: Letter): string {
  return toCase ?? `${to}:${opener ?? letterId}`;
}

/** A letter to the common address is led to the case that it has hidden. */
function recipientOf({ hidden }: Post, letter: Letter): Pick<InboxEntry, 'to' | 'caseRef'> {
  const file = letter.to === commonAddress ? hidden.get(letter.toCase ?? '') : undefined;
  return file === undefined
    ? { to: letter.to, caseRef: caseOf(letter) }
    : { to: file.unit, caseRef: file.caseRef };
}

function arrived(post: Post, { letter, from, file, claimed }: OutboxRow, now: Instant): InboxEntry {
  const { letterId, kind, reference, to, fromCase, facts } = letter;
  const enclosures = claimed.flatMap((nth): ReceivedEnclosure[] => {
    const enclosure = letter.enclosures[nth];
    return enclosure === undefined ? [] : [received(enclosure, `${to}.${letterId}.${nth.toString()}`)];
  });
  const own = { letterId, from, kind, reference, fromCase, receivedAt: now, facts, notes: [], enclosures };
  const recipient = { ...recipientOf(post, letter), told: 0 };
  if (file === undefined || !isHidden(letter)) return { ...recipient, letter: throughJson(own) };
  const token = `q${post.hidden.size.toString()}`;
  post.hidden.set(token, file);
  return { ...recipient, letter: throughJson(hide(own, file, token)) };
}

/** Of who decided on a ground its recipient learns when and in what function (CON-5). */
function told(carrier: Enclosure['carrier']): Enclosure['carrier'] {
  if (carrier.kind === 'consent' || carrier.use === undefined) return carrier;
  const { decidedAt, as } = carrier.use;
  return { ...carrier, use: { decidedAt, as } };
}

/** Narratives and the identity become the recipient's own: its references have nothing to do with the sender's. */
function received({ category, carrier, facts, notes, person }: Enclosure, own: string): ReceivedEnclosure {
  const kept = notes.map(({ field }, nth) => ({ noteId: `note:${own}.${nth.toString()}`, field }));
  return {
    ...{ category, carrier: told(carrier), facts, notes: kept },
    ...(person === undefined ? {} : { person: `person:${own}` }),
  };
}
