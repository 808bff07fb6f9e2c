import { noticeWords } from '../domain/kernel/notice-words';
import type { NoticeMail } from '../domain/ports/notify.port';
import { localDate, localTime } from '../domain/time/local';

/** What the words of a mail need beside the notice. */
export interface MailSetting {
  /** The address under which people reach the service; cases are below it. */
  readonly publicUrl: string;
  /** The time zone that ends of time are told in. */
  readonly zone: string;
}

/** What a mail says, both times in plain text. */
export interface MailWords {
  readonly subject: string;
  readonly text: string;
}

/** The notice as a mail: reference, what is asked, by when, and a link, in both languages; the subject is the reference (NTF-1). */
export function mailWords(mail: NoticeMail, { publicUrl, zone }: MailSetting): MailWords {
  const { caseRef, matter, dueAt } = mail;
  const link = `${publicUrl.replace(/\/+$/, '')}/v1/cases/${encodeURIComponent(caseRef)}`;
  const by = dueAt === null ? undefined : `${localDate(dueAt, zone)} ${localTime(dueAt, zone).slice(0, 5)}`;
  const swedish = [
    `Ärende ${caseRef}`,
    noticeWords(matter, 'sv'),
    ...(by === undefined ? [] : [`Senast: ${by}`]),
  ];
  const english = [`Case ${caseRef}`, noticeWords(matter, 'en'), ...(by === undefined ? [] : [`By: ${by}`])];
  return {
    subject: `Ärende / Case ${caseRef}`,
    text: [...swedish, '', ...english, '', link, ''].join('\n'),
  };
}
