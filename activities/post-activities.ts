import { ApplicationFailure } from '@temporalio/common';
import type { PartyId } from '../domain/kernel/actor';
import { isAnonymous } from '../domain/letters/common-address';
import type { LetterHeader, LetterKind, ReceivedLetter } from '../domain/letters/letter';
import type { WireLetter } from '../domain/letters/wire';
import type { DeliveryOutcome, Post } from '../domain/ports/post.port';
import { toInstant, toMs } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import type { SigningKey } from '../security/party-keys';
import type { ReturnAddresses } from '../security/return-address';
import type { OutboxLetter } from '../store/held-letter';
import type { Inbox } from '../store/inbox';
import type { Notes } from '../store/notes';
import type { LetterState, Outbox } from '../store/outbox';
import type { Claim } from '../store/outbox-claim';
import type { AddressBook } from './address-book';
import { guarded } from './failures';
import type { FailureLog } from './failures';
import { asCommonAddress, fromWire, toWire } from './letter-wire';
import { askForLetter, CLOCK_TOLERANCE_SECONDS, postLetter, SIGNATURE_SECONDS } from './recipient';

/** What letters are sent with. */
export interface PostOptions {
  readonly outbox: Pick<Outbox, 'claim' | 'finish' | 'markUnknown' | 'release' | 'stateOf'>;
  readonly addresses: AddressBook;
  /** The key that the unit signs with. */
  readonly signingKey: SigningKey;
  /** Absent where the profile has no common address: then nothing goes out from it. */
  readonly commonAddress?: CommonAddress;
  readonly log: FailureLog;
}

/** The city's common address, which stands in for the unit where a letter does not show who asks (INT-6). */
export interface CommonAddress {
  readonly signingKey: SigningKey;
  readonly hide: ReturnAddresses['hide'];
}

/** One attempt takes at most 10 s; after this another may begin. */
const LEASE_SECONDS = 12;

/** So long after a lease has run out nothing that was signed under it can be taken any more. */
const SETTLED_AFTER_MS = (SIGNATURE_SECONDS + CLOCK_TOLERANCE_SECONDS - LEASE_SECONDS) * 1000;

/** Sends a unit's letters (ADR 0004). A recipient that is away gives a failure that Temporal tries again. */
export function createPostActivities(options: PostOptions): Pick<Post, 'deliver' | 'settle'> {
  const { log } = options;
  return {
    deliver: (unit, caseRef, letterId) =>
      guarded(log, 'deliver', () => deliver(options, { unit, caseRef, letterId })),
    settle: (unit, caseRef, letterId) =>
      guarded(log, 'settle', () => settle(options, { unit, caseRef, letterId })),
  };
}

const now = (): Instant => toInstant(Date.now());

async function deliver(options: PostOptions, name: OutboxLetter): Promise<DeliveryOutcome> {
  const at = now();
  const claim = await options.outbox.claim(name, at, LEASE_SECONDS);
  switch (claim.kind) {
    case 'ended':
      return claim.outcome;
    case 'busy':
      throw away('another attempt is at it', toMs(claim.until) - Date.now());
    case 'unknown':
      return afterAsking(options, name, () => deliver(options, name));
    case 'claimed':
      return send(options, name, claim, at);
  }
}

async function send(
  options: PostOptions,
  name: OutboxLetter,
  claim: Extract<Claim, { kind: 'claimed' }>,
  at: Instant,
): Promise<DeliveryOutcome> {
  const { outbox } = options;
  const { fence, letter } = claim;
  const key = keyFor(options, letter.kind);
  const wire = await written(options, name, claim);
  const said = await postLetter(addressOf(options, letter.to), wire, { key, at });
  // A package is never given up: the application would be with nobody (TRF-6).
  const answer = said === 'rejected' && letter.kind === 'transferPackage' ? 'notTaken' : said;
  // It waits again, so that a withdrawal stops it without anyone being asked (CON-3).
  if (answer === 'notTaken') await outbox.release(name, fence, now());
  if (answer === 'notTaken' || answer === 'away') throw away('the recipient is away');
  const ended = await outbox.finish(name, fence, answer === 'taken' ? 'sent' : 'rejected', now());
  if (ended === undefined) throw away('another attempt is at it');
  return ended;
}

/** The letter as its recipient gets it: from the unit, or from the common address (INT-6). */
async function written(
  { commonAddress }: PostOptions,
  { unit, caseRef }: OutboxLetter,
  claim: Extract<Claim, { kind: 'claimed' }>,
): Promise<WireLetter> {
  const wire = toWire(claim, unit, now());
  if (commonAddress === undefined || !isAnonymous(wire.kind)) return wire;
  const { party } = commonAddress.signingKey;
  return asCommonAddress(wire, party, await commonAddress.hide({ unit, caseRef }));
}

/** Whose key signs letters of the kind; one that is not to show the unit is never signed with the unit's. */
function keyFor({ signingKey, commonAddress }: PostOptions, kind: LetterKind): SigningKey {
  if (!isAnonymous(kind)) return signingKey;
  if (commonAddress === undefined) throw away('there is no common address');
  return commonAddress.signingKey;
}

/** After a withdrawal cut the delivery short: what has not gone out does not go any more (CON-3). */
async function settle(options: PostOptions, name: OutboxLetter): Promise<DeliveryOutcome> {
  const { outbox } = options;
  const { state, fence, outcome } = await outbox.markUnknown(name, now());
  if (outcome !== undefined) return outcome;
  if (state === 'unknown') return afterAsking(options, name, () => settle(options, name));
  const ended = await outbox.finish(name, fence, 'stopped', now());
  if (ended === undefined) throw away('another attempt is at it');
  return ended;
}

/**
 * The letter may have gone out, so its recipient is asked. That it has the letter is believed at once; that it has not,
 * only when no request of ours can still be on its way.
 */
async function afterAsking(
  options: PostOptions,
  name: OutboxLetter,
  then: () => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  const { outbox } = options;
  const { fence, kind, to, leaseUntil }: LetterState = await outbox.stateOf(name);
  const answer = await askForLetter(addressOf(options, to), name.letterId, keyFor(options, kind));
  if (answer === 'has') return (await outbox.finish(name, fence, 'sent', now())) ?? then();
  if (answer === 'away') throw away('the recipient is away');
  const waitMs = toMs(leaseUntil ?? now()) + SETTLED_AFTER_MS - Date.now();
  if (waitMs > 0) throw away('a request may still be on its way', waitMs);
  await outbox.release(name, fence, now());
  return then();
}

function addressOf({ addresses }: PostOptions, party: PartyId): string {
  const address = Object.hasOwn(addresses, party) ? addresses[party] : undefined;
  if (address === undefined) throw away(`the address book has no ${party}`);
  return address;
}

function away(why: string, delayMs?: number): ApplicationFailure {
  const delay = delayMs === undefined ? {} : { nextRetryDelay: Math.max(delayMs, 1_000) };
  return ApplicationFailure.create({ type: 'unavailable', message: `Not delivered yet: ${why}.`, ...delay });
}

/** Where received letters come from and their narratives go. */
export interface OpenOptions {
  readonly inbox: Pick<Inbox, 'read' | 'receive'>;
  readonly notes: Pick<Notes, 'keepPending'>;
}

/**
 * Takes an accepted letter out of the inbox: facts for the decision, narratives and identity as pending content of the
 * case. Undefined when it is unknown or settled: then the journal has its step, if it ever led to one.
 */
export async function openLetter(
  { inbox, notes }: OpenOptions,
  where: { readonly unit: PartyId; readonly caseRef: string; readonly header: LetterHeader },
): Promise<ReceivedLetter | undefined> {
  const { unit, header } = where;
  const wire = await inbox.read(unit, header.from, header.letterId);
  if (wire === undefined) return undefined;
  // The letter stands there already, so this stores nothing and tells when it first came.
  const { receivedAt } = await inbox.receive({ unit, letter: wire, receivedAt: now() });
  const { received, pending } = fromWire(wire, { ...where, receivedAt });
  await notes.keepPending(pending, now());
  return received;
}
