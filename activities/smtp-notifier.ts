import { createTransport } from 'nodemailer';
import type { NodemailerError, SendMailOptions, SMTPTransportOptions } from 'nodemailer';
import type { NoticeMail, Notifier, NotifyAnswer } from '../domain/ports/notify.port';
import { traitsOf } from '../security/error-traits';
import type { FailureLog } from './failures';
import { mailWords } from './notice-mail';
import type { MailSetting } from './notice-mail';
import { isMailAddress } from './staff-addresses';

/** What mails are sent with. */
export interface SmtpOptions extends MailSetting {
  /** Where mail is handed over; `isMailUrl` says whether it can be used. */
  readonly url: string;
  /** The one address that all mails come from. */
  readonly from: string;
  readonly log: FailureLog;
}

/** One attempt takes no longer than this. */
const ATTEMPT_SECONDS = 30;

const SILENCE_MS = 10_000;

/** Whether a mail server can be reached by it: `smtp://` or `smtps://` with a host. */
export function isMailUrl(url: string): boolean {
  return URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol) && new URL(url).hostname !== '';
}

/** The mail adapter of the notify port (NTF-1, NTF-2). */
export function createSmtpNotifier(options: SmtpOptions): Notifier {
  const { url, log } = options;
  const transport = createTransport({
    ...serverOf(new URL(url)),
    ...{ connectionTimeout: SILENCE_MS, greetingTimeout: SILENCE_MS, socketTimeout: SILENCE_MS },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    notify: async (mail) => {
      // What the library would take for several addresses must not reach it (NTF-1).
      if (!isMailAddress(mail.address)) return 'refused';
      try {
        await transport.sendMail({
          ...messageOf(mail, options),
          signal: AbortSignal.timeout(ATTEMPT_SECONDS * 1000),
        });
        return 'sent';
      } catch (error) {
        log('a mail could not be sent', { what: 'notify', ...traitsOf(error) });
        return answerOf(error as NodemailerError);
      }
    },
  };
}

function serverOf({ protocol, hostname, port, username, password }: URL): SMTPTransportOptions {
  const secure = protocol === 'smtps:';
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    ...{ host: hostname.replace(/^\[|\]$/g, ''), secure },
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    ...(username === '' ? {} : { auth }),
    // In the clear only to a server on the same machine.
    requireTLS: !['127.0.0.1', '[::1]', 'localhost'].includes(hostname),
  };
}

function messageOf(mail: NoticeMail, { from, ...setting }: SmtpOptions): SendMailOptions {
  return {
    ...mailWords(mail, setting),
    ...{ from: { name: '', address: from }, to: { name: '', address: mail.address } },
    envelope: { from, to: [mail.address] },
    messageId: `<${mail.mailId}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    // No answering machine answers it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    xMailer: false,
  };
}

/** Not available, and sign in first: these speak of the server and of us, not of the recipient. */
const OF_THE_SERVER: readonly number[] = [421, 530];

/** Only what the server says to a recipient or to the message can be the recipient's own. */
function answerOf({ command = '', responseCode = 0 }: NodemailerError): NotifyAnswer {
  if (!['RCPT TO', 'DATA'].includes(command) || OF_THE_SERVER.includes(responseCode)) return 'away';
  if (responseCode >= 500) return 'refused';
  return responseCode >= 400 ? 'deferred' : 'away';
}
