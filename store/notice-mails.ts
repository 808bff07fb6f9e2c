import type { Updateable } from 'kysely';

import type { PartyId } from '../domain/kernel/actor';
import { idOf } from '../domain/kernel/id';
import type { MailRecipient, NoticeMatter } from '../domain/kernel/notice';
import { plusSeconds } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import { lockCase } from './case-lock';
import type { Database, UnitTransaction } from './database';
import type { Tables } from './schema';

/** A mail that an attempt may send. */
export interface ClaimedMail {
  readonly noticeId: string;
  readonly recipient: MailRecipient;
  /** The caseworker; empty for an address that belongs to a function. */
  readonly person: string;
  readonly caseRef: string;
  readonly matter: NoticeMatter;
  readonly dueAt: Instant | null;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
}

/** How a mail ends: taken by the mail server, or a fault that trying again does not mend (NTF-2). */
export type MailEnd = 'sent' | 'refused' | 'addressMissing';

/** What waits to be mailed. An attempt whose claim was overtaken by another one writes nothing. */
export interface NoticeMails {
  /**
   * Takes the mail that has waited longest for one attempt, a function address before people. What is asked no more is dropped here, at the
   * moment of sending: the notice is settled (NTF-3), the caseworker is another one now (ACC-4), or a newer notice says the same.
   */
  readonly claim: (unit: PartyId, now: Instant, leaseSeconds: number) => Promise<ClaimedMail | undefined>;
  /** Notes how the mail ended; a fault is shown to the supervisor, once per case and recipient (NTF-2). */
  readonly finish: (unit: PartyId, mail: ClaimedMail, end: MailEnd, now: Instant) => Promise<void>;
  /** Gives the mail back: it may be claimed again from then on. */
  readonly postpone: (unit: PartyId, mail: ClaimedMail, until: Instant) => Promise<void>;
}

/** The mails of all units over one database. */
export function createNoticeMails(db: Database): NoticeMails {
  return {
    async claim(unit, now, leaseSeconds) {
      for (;;) {
        const claimed = await db.inUnit(unit, (tx) => claimNext(tx, { unit, now, leaseSeconds }));
        if (claimed !== 'again') return claimed === 'none' ? undefined : claimed;
      }
    },
    finish: (unit, mail, end, now) =>
      db.inUnit(unit, async (tx) => {
        const ended = await write(tx, mail, { state: end, ended_at: now });
        if (ended && end !== 'sent') await raiseFault(tx, { unit, mail, end, now });
      }),
    postpone: (unit, mail, until) =>
      db.inUnit(unit, async (tx) => {
        await write(tx, mail, { claimable_at: until });
      }),
  };
}

interface Claiming {
  readonly unit: PartyId;
  readonly now: Instant;
  readonly leaseSeconds: number;
}

async function claimNext(
  tx: UnitTransaction,
  { unit, now, leaseSeconds }: Claiming,
): Promise<ClaimedMail | 'none' | 'again'> {
  const first = await firstWaiting(tx, now);
  if (first === undefined) return 'none';
  // No step settles the notice between this look and the claim.
  await lockCase(tx, unit, first.caseRef);
  const mail = await heldMail(tx, first, now);
  if (mail === undefined) return 'again';
  if (!(await isStillAsked(tx, mail))) {
    await write(tx, mail, { state: 'dropped', ended_at: now });
    return 'again';
  }
  const attempt = mail.attempt + 1;
  await write(tx, mail, { attempts: attempt, claimable_at: plusSeconds(now, leaseSeconds) });
  return { ...mail, attempt };
}

function firstWaiting(
  tx: UnitTransaction,
  now: Instant,
): Promise<Pick<ClaimedMail, 'caseRef' | 'noticeId' | 'recipient'> | undefined> {
  return tx
    .selectFrom('notice_mails')
    .select(['case_ref as caseRef', 'notice_id as noticeId', 'recipient'])
    .where('state', '=', 'waiting')
    .where('claimable_at', '<=', now)
    .orderBy('raised_at')
    .orderBy('notice_id')
    .orderBy((mails) => mails('recipient', '=', 'functionAddress'), 'desc')
    .limit(1)
    .executeTakeFirst();
}

type HeldMail = ClaimedMail & { readonly raisedAt: Instant };

/** The mail as it stands now that its case is held; another worker may have taken it meanwhile. */
function heldMail(
  tx: UnitTransaction,
  { noticeId, recipient }: Pick<ClaimedMail, 'noticeId' | 'recipient'>,
  now: Instant,
): Promise<HeldMail | undefined> {
  return tx
    .selectFrom('notice_mails')
    .select([
      ...(['notice_id as noticeId', 'recipient', 'person', 'case_ref as caseRef', 'matter'] as const),
      ...(['due_at as dueAt', 'raised_at as raisedAt', 'attempts as attempt'] as const),
    ])
    .where('notice_id', '=', noticeId)
    .where('recipient', '=', recipient)
    .where('state', '=', 'waiting')
    .where('claimable_at', '<=', now)
    .executeTakeFirst();
}

async function isStillAsked(tx: UnitTransaction, mail: HeldMail): Promise<boolean> {
  return (await isUnsettled(tx, mail)) && (await isAssigned(tx, mail)) && !(await isOvertaken(tx, mail));
}

async function isUnsettled(tx: UnitTransaction, { noticeId }: HeldMail): Promise<boolean> {
  const notice = await tx
    .selectFrom('notices')
    .select('notice_id')
    .where('notice_id', '=', noticeId)
    .where('settled_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return notice !== undefined;
}

/** Who works with the case is asked now, not when the notice was raised (ACC-4). */
async function isAssigned(tx: UnitTransaction, { recipient, caseRef, person }: HeldMail): Promise<boolean> {
  if (recipient !== 'caseworker') return true;
  const caseworker = await tx
    .selectFrom('case_people')
    .select('person')
    .where('case_ref', '=', caseRef)
    .where('person', '=', person)
    .where('part', '=', 'caseworker')
    .executeTakeFirst();
  return caseworker !== undefined;
}

/** After days without a mail server one word of what is overdue is enough. */
async function isOvertaken(tx: UnitTransaction, mail: HeldMail): Promise<boolean> {
  const newer = await tx
    .selectFrom('notice_mails')
    .select('notice_id')
    .where('case_ref', '=', mail.caseRef)
    .where('matter', '=', mail.matter)
    .where('recipient', '=', mail.recipient)
    .where('person', '=', mail.person)
    .where('raised_at', '>', mail.raisedAt)
    .limit(1)
    .executeTakeFirst();
  return newer !== undefined;
}

/** Writes what an attempt has to say; false when a later one has the mail, or it has ended. */
async function write(
  tx: UnitTransaction,
  { noticeId, recipient, attempt }: ClaimedMail,
  change: Updateable<Tables['notice_mails']>,
): Promise<boolean> {
  const written = await tx
    .updateTable('notice_mails')
    .set(change)
    .where('notice_id', '=', noticeId)
    .where('recipient', '=', recipient)
    .where('state', '=', 'waiting')
    .where('attempts', '=', attempt)
    .executeTakeFirst();
  return written.numUpdatedRows > 0n;
}

interface Fault {
  readonly unit: PartyId;
  readonly mail: ClaimedMail;
  readonly end: Exclude<MailEnd, 'sent'>;
  readonly now: Instant;
}

/** A notice in the built-in inbox only: it is never mailed itself, and its id makes it the one of its case and recipient. */
async function raiseFault(tx: UnitTransaction, { unit, mail, end, now }: Fault): Promise<void> {
  const { caseRef, recipient, person } = mail;
  const matter = end === 'refused' ? 'mailRefused' : 'addressMissing';
  const commandId = ['mail', matter, recipient, person].join('|');
  await tx
    .insertInto('notices')
    .values({
      ...{ unit, notice_id: idOf({ caseRef, commandId }, 'n'), case_ref: caseRef },
      ...{ audience: 'supervisor', person: '', matter, rule: 'NTF-2' },
      ...{ due_at: null, raised_at: now, settled_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
