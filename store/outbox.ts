import type { PartyId } from '../domain/kernel/actor';
import type { LetterKind } from '../domain/letters/letter';
import type { DeliveryOutcome } from '../domain/ports/post.port';
import type { GroundsInForce } from '../domain/profile/ground';
import type { Instant } from '../domain/time/instant';
import { caseKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { lockCase } from './case-lock';
import type { Database } from './database';
import { createDisclosures } from './disclosures';
import type { DisclosureRow } from './disclosures';
import { LetterUnknown } from './errors';
import { logLetter, outcomeOf } from './held-letter';
import type { HeldLetter, OutboxLetter } from './held-letter';
import { openLog } from './log-writer';
import { claimLetter } from './outbox-claim';
import type { Claim } from './outbox-claim';
import { openLetter, readLetter } from './outbox-rows';
import type { OutboxState } from './schema';

/** Where a letter stands, for whoever has to settle it. */
export interface LetterState {
  readonly state: OutboxState;
  readonly fence: number;
  readonly kind: LetterKind;
  readonly to: PartyId;
  /** Until when the last attempt may be at it; set while it is being sent, or may have gone out. */
  readonly leaseUntil?: Instant;
  /** Set once it has ended. */
  readonly outcome?: DeliveryOutcome;
}

/** Letters out. Every method throws LetterUnknown when the case has no such letter. */
export interface Outbox {
  /**
   * Takes the letter for one attempt of sending, and writes the disclosure as begun before anything is sent (CON-4, AUD-2). Enclosures whose
   * consent has ended or run out (CON-3), or whose ground no longer carries them (CON-5), are left out; when none is left of a letter that
   * had some, the letter is stopped. After the lease another attempt may claim it again, with the same enclosures and a higher fence.
   */
  readonly claim: (letter: OutboxLetter, now: Instant, leaseSeconds: number) => Promise<Claim>;
  /**
   * Notes how an attempt ended, and answers how the letter has ended. That it was sent is a fact, whichever attempt says so; that it was not is
   * believed of the latest attempt only. Undefined when another attempt has it.
   */
  readonly finish: (
    letter: OutboxLetter,
    fence: number,
    outcome: DeliveryOutcome['outcome'],
    now: Instant,
  ) => Promise<DeliveryOutcome | undefined>;
  /** Nobody is at it any more and it may have gone out. Ends the fence of a running attempt; does nothing to a letter not being sent. */
  readonly markUnknown: (letter: OutboxLetter, now: Instant) => Promise<LetterState>;
  /**
   * The recipient has said that it has no such letter: what no step bound itself to is given back, and the next claim takes what may go then.
   * False when another attempt has it.
   */
  readonly release: (letter: OutboxLetter, fence: number, now: Instant) => Promise<boolean>;
  readonly stateOf: (letter: OutboxLetter) => Promise<LetterState>;
  /** What was disclosed or is about to be, to whom and under what, the oldest first (CON-4). */
  readonly disclosures: (unit: PartyId, caseRef: string) => Promise<readonly DisclosureRow[]>;
}

/** The outbox over one database. */
export function createOutbox(db: Database, ring: KeyRing, profile: GroundsInForce): Outbox {
  /** One transaction that holds the case, with the letter's row and the case's key. */
  async function holding<T>(name: OutboxLetter, work: (held: HeldLetter) => Promise<T>): Promise<T> {
    const { unit, caseRef, letterId } = name;
    // Before the transaction: a key is fetched over a connection of its own (ADR 0007).
    const key = await ring.ensure(unit, caseKeyId(caseRef));
    const log = await openLog(ring, unit);
    return db.inUnit(unit, async (tx) => {
      await lockCase(tx, unit, caseRef);
      const row = await readLetter(tx, caseRef, letterId);
      if (row === undefined) throw new LetterUnknown(letterId);
      return work({ tx, key, log, name, row, letter: openLetter(key, name, row) });
    });
  }

  return {
    claim: (name, now, leaseSeconds) =>
      holding(name, (held) => claimLetter(held, { now, leaseSeconds, profile })),
    finish: (name, fence, outcome, now) => holding(name, (held) => finishLetter(held, fence, outcome, now)),
    markUnknown: (name, now) => holding(name, (held) => markLetterUnknown(held, now)),
    release: (name, fence, now) => holding(name, (held) => releaseLetter(held, fence, now)),
    stateOf: (name) => holding(name, stateOfLetter),
    disclosures: createDisclosures(db, ring),
  };
}

async function finishLetter(
  held: HeldLetter,
  fence: number,
  outcome: DeliveryOutcome['outcome'],
  now: Instant,
): Promise<DeliveryOutcome | undefined> {
  const { tx, name, row } = held;
  const ended = await outcomeOf(held);
  const news = outcome === 'sent' ? row.state !== 'sent' : ended === undefined;
  if (!news) return ended;
  if (outcome !== 'sent' && row.fence !== fence) return undefined;
  await tx
    .updateTable('outbox')
    .set({ state: outcome, ended_at: now, lease_until: null })
    .where('letter_id', '=', name.letterId)
    .execute();
  await logLetter(held, outcome, now);
  return outcomeOf({ ...held, row: { ...row, state: outcome } });
}

async function markLetterUnknown(held: HeldLetter, now: Instant): Promise<LetterState> {
  const { tx, name, row } = held;
  if (row.state !== 'sending') return stateOfLetter(held);
  const next = { state: 'unknown', fence: row.fence + 1 } as const;
  await tx.updateTable('outbox').set(next).where('letter_id', '=', name.letterId).execute();
  await logLetter(held, 'unknown', now);
  return stateOfLetter({ ...held, row: { ...row, ...next } });
}

async function releaseLetter(held: HeldLetter, fence: number, now: Instant): Promise<boolean> {
  const { tx, name, row, letter } = held;
  const open = row.state === 'sending' || row.state === 'unknown';
  if (!open || row.fence !== fence) return false;
  await tx
    .updateTable('outbox')
    .set({ state: 'waiting', fence: row.fence + 1, attempts: 0, lease_until: null })
    .where('letter_id', '=', name.letterId)
    .execute();
  const unbound = letter.enclosures.flatMap(({ claimed }, nth) => (claimed === true ? [] : [nth]));
  if (unbound.length > 0) {
    await tx
      .updateTable('outbox_carriers')
      .set({ claimed_at: null })
      .where('letter_id', '=', name.letterId)
      .where('nth', 'in', unbound)
      .execute();
  }
  await logLetter(held, 'notReceived', now);
  return true;
}

async function stateOfLetter(held: HeldLetter): Promise<LetterState> {
  const { state, fence, lease_until } = held.row;
  const { kind, to } = held.letter;
  const outcome = await outcomeOf(held);
  return {
    state,
    fence,
    kind,
    to,
    ...(lease_until === null ? {} : { leaseUntil: lease_until }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}
