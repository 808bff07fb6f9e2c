import { createSmtpNotifier, isMailUrl } from '../../activities/smtp-notifier';
import type { SmtpOptions } from '../../activities/smtp-notifier';
import { noticeMatters } from '../../domain/kernel/notice-words';
import type { NoticeMail } from '../../domain/ports/notify.port';
import { readProfile } from '../../profiles/read-profile';
import { startMailServer } from '../support/mail-server';
import type { GivenMail, MailServer } from '../support/mail-server';

const ANNA = 'anna@sav.example';

let server: MailServer;

beforeEach(async () => {
  server = await startMailServer();
});

afterEach(() => server.close());

const mail = (differs: Partial<NoticeMail> = {}): NoticeMail => ({
  ...{ mailId: 'n-1.caseworker', address: ANNA, caseRef: 'c-7x', matter: 'receiptReminder' },
  dueAt: '2026-07-03T14:30:00.000Z',
  ...differs,
});

const notify = (differs: Partial<NoticeMail> = {}, options: Partial<SmtpOptions> = {}) =>
  createSmtpNotifier({
    ...{
      url: server.url,
      from: 'no-reply@sluss.example',
      publicUrl: 'https://sluss.example/',
      zone: 'Europe/Stockholm',
    },
    log: () => undefined,
    ...options,
  }).notify(mail(differs));

function onlyMail(): GivenMail {
  expect(server.mails).toHaveLength(1);
  const [given] = server.mails;
  if (given === undefined) throw new Error('No mail came');
  return given;
}

const header = ({ headers }: GivenMail, name: string): readonly string[] =>
  headers.filter(([is]) => is.toLowerCase() === name).map(([, value]) => value);

test('NTF-1: a mail holds the reference, what is asked, by when and a link, in Swedish and English, and nothing else', async () => {
  await expect(notify()).resolves.toBe('sent');
  const given = onlyMail();
  expect(given.body).toBe(
    [
      'Ärende c-7x',
      'En mottagningsbekräftelse väntas fortfarande.',
      'Senast: 2026-07-03 16:30',
      '',
      'Case c-7x',
      'A receipt is still awaited.',
      'By: 2026-07-03 16:30',
      '',
      'https://sluss.example/v1/cases/c-7x',
      '',
    ].join('\n'),
  );
  expect(header(given, 'subject')).toEqual(['Ärende / Case c-7x']);
  expect([given.from, given.to]).toEqual(['no-reply@sluss.example', [ANNA]]);
});

test('NTF-1: where nothing falls due no time is named, and winter time is told as winter time', async () => {
  await notify({ dueAt: null });
  expect(onlyMail().body).not.toMatch(/Senast|By:/);
  await notify({ dueAt: '2026-01-07T14:30:00.000Z' });
  expect(server.mails[1]?.body).toMatch(/Senast: 2026-01-07 15:30\n/);
});

test('NTF-1: the headers tell no more than the reference, and ask no machine for an answer', async () => {
  await notify();
  const given = onlyMail();
  const names = given.headers.map(([name]) => name).sort();
  expect(names).toEqual(
    [
      ...['Auto-Submitted', 'Content-Transfer-Encoding', 'Content-Type', 'Date', 'From'],
      ...['MIME-Version', 'Message-ID', 'Subject', 'To'],
    ].sort(),
  );
  expect(header(given, 'message-id')).toEqual(['<n-1.caseworker@sluss.example>']);
});

test('NTF-1: the words of no matter name a unit, the police, a milieu or a level of threat', async () => {
  const reading = readProfile('goteborg');
  if (!reading.ok) throw new Error(reading.faults.join('; '));
  const { units, police, milieus } = reading.profile;
  const named = [...units, ...police, ...milieus].flatMap(({ id, name }) => [id, name.sv, name.en]);
  const forbidden = [...named, 'polis', 'police', 'hotbild', 'threat', 'hög', 'high', 'avhoppar', 'defector'];
  for (const matter of noticeMatters) await notify({ matter, caseRef: 'c-7' });
  expect(server.mails).toHaveLength(noticeMatters.length);
  for (const { body, headers } of server.mails) {
    const words = [body, ...headers.filter(([name]) => name === 'Subject').flat()].join(' ').toLowerCase();
    expect(forbidden.filter((word) => new RegExp(`\\b${word.toLowerCase()}`).test(words))).toEqual([]);
  }
});

test.each(['c-1\r\nBcc: spy@evil.example', 'c-1\nBcc: spy@evil.example\n\nbody', 'c-1\r\n\r\nX: y'])(
  'NTF-1: no header can be written through what a mail is made of (%j)',
  async (caseRef) => {
    await notify({ caseRef, mailId: caseRef });
    const given = onlyMail();
    expect(header(given, 'bcc')).toEqual([]);
    expect(header(given, 'x')).toEqual([]);
    expect(given.to).toEqual([ANNA]);
  },
);

test.each([
  ...['a@x.example, b@x.example', 'a@x.example\r\nRCPT TO:<spy@evil.example>'],
  ...['a@x.example>\r\nDATA', '<a@x.example> SIZE=1'],
])('NTF-1: an address never becomes a second recipient (%j)', async (address) => {
  await expect(notify({ address })).resolves.toBe('refused');
  expect(server.mails).toEqual([]);
});

test.each<[what: string, refusing: Partial<MailServer['refusing']>, answer: string]>([
  ['the recipient is unknown', { rcpt: { [ANNA]: 550 } }, 'refused'],
  ['the recipient’s box is full for now', { rcpt: { [ANNA]: 452 } }, 'deferred'],
  ['the message is refused', { data: 554 }, 'refused'],
  ['the message is refused for now', { data: 451 }, 'deferred'],
  ['the sender is refused', { from: 550 }, 'away'],
  ['the server turns everybody away', { connect: 554 }, 'away'],
  ['the server closes at the recipient', { rcpt: { [ANNA]: 421 } }, 'away'],
  ['the server wants a sign-in first', { rcpt: { [ANNA]: 530 } }, 'away'],
])('NTF-2: %s', async (_what, refusing, answer) => {
  Object.assign(server.refusing, refusing);
  await expect(notify()).resolves.toBe(answer);
  expect(server.mails).toEqual([]);
});

test('NTF-2: nobody listens', async () => {
  const closed = await startMailServer();
  await closed.close();
  await expect(notify({}, { url: closed.url })).resolves.toBe('away');
});

test('NTF-2: a server that wants a password gets it from the address; a wrong one keeps the mail waiting', async () => {
  const strict = await startMailServer(0, 'se cret');
  const at = (password: string) => `smtp://sluss:${password}@127.0.0.1:${strict.port}`;
  await expect(notify({}, { url: at('se%20cret') })).resolves.toBe('sent');
  await expect(notify({}, { url: at('other') })).resolves.toBe('away');
  await strict.close();
});

test('NTF-1: in the clear nothing goes to another machine', async () => {
  // This machine, by an address that does not look like it.
  const url = `smtp://[::ffff:127.0.0.1]:${server.port}`;
  await expect(notify({}, { url })).resolves.toBe('away');
  expect([server.callers.length, server.mails]).toEqual([1, []]);
});

test('what goes wrong is logged without an address or a word of the server', async () => {
  const log = jest.fn();
  server.refusing.rcpt[ANNA] = 550;
  await notify({}, { log });
  expect(log).toHaveBeenCalledTimes(1);
  expect(JSON.stringify(log.mock.calls)).not.toMatch(/anna|not taken/);
});

test.each([
  ['smtp://mail.example', true],
  ['smtps://user:p%40ss@mail.example:465', true],
  ['smtp://[::1]:2525', true],
  ['https://mail.example', false],
  ['smtp://', false],
  ['mail.example', false],
  ['', false],
])('a mail server is named by smtp or smtps (%s)', (url, can) => {
  expect(isMailUrl(url)).toBe(can);
});
