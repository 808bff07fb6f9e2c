import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { SMTPServer } from 'smtp-server';

/** A mail as the server was given it. */
export interface GivenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Names of its headers in the order they came, and their decoded values. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly raw: string;
}

/** At which of its words the server refuses, and with what code. */
export interface Refusing {
  connect?: number;
  from?: number;
  /** By recipient. */
  rcpt: Record<string, number>;
  data?: number;
}

/** A real SMTP server in this process. */
export interface MailServer {
  readonly url: string;
  readonly port: number;
  readonly mails: GivenMail[];
  /** The address of each connection that was made. */
  readonly callers: string[];
  readonly refusing: Refusing;
  readonly close: () => Promise<void>;
}

/** Starts one; with a password it takes mail from nobody who does not know it. */
export async function startMailServer(port = 0, password?: string): Promise<MailServer> {
  const mails: GivenMail[] = [];
  const callers: string[] = [];
  const refusing: Refusing = { rcpt: {} };
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ['STARTTLS'],
    authOptional: password === undefined,
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) => {
      done(auth.password === password ? null : coded(535), { user: auth.username });
    },
    onConnect: ({ remoteAddress }, done) => {
      callers.push(remoteAddress);
      done(coded(refusing.connect));
    },
    onMailFrom: (_address, _session, done) => {
      done(coded(refusing.from));
    },
    onRcptTo: ({ address }, _session, done) => {
      done(coded(refusing.rcpt[address]));
    },
    onData: (stream, { envelope }, done) => {
      void text(stream).then((raw) => {
        const refused = coded(refusing.data);
        if (refused === null) {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), ...parsed(raw), raw });
        }
        done(refused);
      });
    },
  });
  const listening = server.listen(port, '127.0.0.1');
  await once(listening, 'listening');
  const bound = (listening.address() as AddressInfo).port;
  return {
    ...{ url: `smtp://127.0.0.1:${bound}`, port: bound, mails, callers, refusing },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}

function coded(code: number | undefined): (Error & { responseCode: number }) | null {
  return code === undefined ? null : Object.assign(new Error('not taken'), { responseCode: code });
}

function parsed(raw: string): Pick<GivenMail, 'headers' | 'body'> {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), wordsOf(line.slice(colon + 1).trim())];
  });
  const encoding = headers.find(([name]) => name === 'Content-Transfer-Encoding')?.[1] ?? '7bit';
  const body = raw.slice(end + 4);
  return { headers, body: decoded(body, encoding).replaceAll('\r\n', '\n') };
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? quoted(body.replace(/=\r\n/g, '')) : body;
}

function quoted(of: string): string {
  const bytes = of.replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Encoded words of a header (RFC 2047). */
function wordsOf(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_all, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quoted(word.replaceAll('_', ' ')),
    );
}
