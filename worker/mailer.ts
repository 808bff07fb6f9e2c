import type { PartyId } from '../domain/kernel/actor';
import type { MailRecipient } from '../domain/kernel/notice';
import type { Notifier, NotifyAnswer } from '../domain/ports/notify.port';
import { plusSeconds } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import type { ClaimedMail, NoticeMails } from '../store/notice-mails';
import { pauseAfter } from '../telemetry/patience';
import type { Pauses } from '../telemetry/patience';
import { goOn } from './loop';

/** Whose address is looked for: that of a function of the unit, or of a person. */
export interface Whose {
  readonly unit: PartyId;
  readonly recipient: MailRecipient;
  readonly person: string;
}

/** What the mailer works with. */
export interface MailerOptions {
  readonly units: readonly PartyId[];
  readonly mails: NoticeMails;
  readonly addressOf: (whose: Whose) => string | undefined;
  readonly notifier: Notifier;
  readonly now: () => Instant;
  readonly report: (what: string, error: unknown) => void;
}

const EVERY_MS = 2_000;
/** While the mail server, or the store, is away. */
const AWAY: Pauses = { first: 15_000, longest: 300_000 };

/** Longer than an attempt takes; after it another worker may begin one. */
const LEASE_SECONDS = 60;

const AGAIN_SECONDS: Pauses = { first: 30, longest: 3_600 };

/**
 * Mails what waits to be mailed of the units' notices (ADR 0012). It holds nothing that is not in the store, so it may end at any
 * moment and begin anew.
 *
 * @returns when the signal is aborted
 */
export function runMailer(options: MailerOptions, signal: AbortSignal): Promise<void> {
  const onFault = (error: unknown): void => {
    options.report('mailer', error);
  };
  const pass = async (): Promise<number | undefined> =>
    (await mailAll(options, signal)) ? EVERY_MS : undefined;
  return goOn(pass, { pauses: AWAY, signal, onFault });
}

/**
 * Mails once all that may go now.
 *
 * @param signal ends it between two mails
 * @returns false as soon as the mail server is away: what waits for others waits as well
 */
export async function mailAll(options: MailerOptions, signal: AbortSignal): Promise<boolean> {
  const { units, mails, now } = options;
  for (const unit of units) {
    while (!signal.aborted) {
      const mail = await mails.claim(unit, now(), LEASE_SECONDS);
      if (mail === undefined) break;
      if ((await mailOne(options, unit, mail)) === 'away') return false;
    }
  }
  return true;
}

async function mailOne(
  { mails, addressOf, notifier, now }: MailerOptions,
  unit: PartyId,
  mail: ClaimedMail,
): Promise<NotifyAnswer | 'addressMissing'> {
  const { noticeId, recipient, person, caseRef, matter, dueAt } = mail;
  const address = addressOf({ unit, recipient, person });
  const mailId = `${noticeId}.${recipient}`;
  const answer =
    address === undefined
      ? 'addressMissing'
      : await notifier.notify({ mailId, address, caseRef, matter, dueAt });
  if (answer === 'away' || answer === 'deferred') await mails.postpone(unit, mail, again(mail, now()));
  else await mails.finish(unit, mail, answer, now());
  return answer;
}

/** Twice as long after each attempt. Also when the server is away, so that no mail that it chokes on stays ahead of the others. */
function again({ attempt }: ClaimedMail, now: Instant): Instant {
  return plusSeconds(now, pauseAfter(attempt, AGAIN_SECONDS));
}
