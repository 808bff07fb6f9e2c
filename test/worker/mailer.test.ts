import { createSmtpNotifier } from '../../activities/smtp-notifier';
import type { Notice } from '../../domain/kernel/notice';
import { mailAll, runMailer } from '../../worker/mailer';
import type { MailerOptions } from '../../worker/mailer';
import { openStore, servers } from '../store/support/databases';
import type { TestStore } from '../store/support/databases';
import { append, event, NOW, reader, someCase, unique } from '../store/support/steps';
import { startMailServer } from '../support/mail-server';
import type { MailServer } from '../support/mail-server';

const FUNCTION = 'sav@example.org';
const ANNA = 'anna@example.org';
const going = new AbortController().signal;

const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

describe.each(servers)('the mailer on $server', ({ open }) => {
  let test_: TestStore;
  let server: MailServer;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(() => test_.close());

  beforeEach(async () => {
    server = await startMailServer();
    // What an earlier test left is none of this one's.
    await test_.admin.query(`update notice_mails set state = 'dropped' where state = 'waiting'`);
  });

  afterEach(() => server.close());

  /** A mailer at that moment; each call is a worker that holds nothing from before. */
  const mailer = (now = NOW, differs: Partial<MailerOptions> = {}): MailerOptions => ({
    units: ['sav', 'north'],
    mails: test_.another().noticeMails,
    addressOf: ({ recipient, person }) =>
      ({
        functionAddress: FUNCTION,
        supervisor: undefined,
        caseworker: person === 'anna' ? ANNA : undefined,
      })[recipient],
    notifier: createSmtpNotifier({
      ...{ url: server.url, from: 'no-reply@sluss.example', publicUrl: 'https://sluss.example', zone: 'UTC' },
      log: () => undefined,
    }),
    now: () => now,
    report: () => undefined,
    ...differs,
  });

  const goes = (now = NOW, differs: Partial<MailerOptions> = {}) => mailAll(mailer(now, differs), going);

  async function raise(person = 'anna', of: Partial<Notice> = {}): Promise<string> {
    const caseRef = someCase();
    const notice: Notice = {
      ...{ noticeId: unique('n'), audience: 'caseworker', matter: 'assessmentArrived', rule: 'THR-4' },
      ...of,
    };
    const row = { people: [{ person, part: 'caseworker' as const }] };
    await test_.store.journal.append(
      append(caseRef, 1, { row, step: { events: [event({ notices: [notice] })] } }),
    );
    return caseRef;
  }

  const told = () => server.mails.flatMap(({ to }) => to);
  const faults = async (caseRef: string) =>
    (await test_.store.notices.read(reader('siv', 'supervisor'), { limit: 200 })).items
      .filter((item) => item.caseRef === caseRef)
      .map(({ matter }) => matter);

  test('NTF-2: the function address first, then the caseworker; both once', async () => {
    const caseRef = await raise();
    await expect(goes()).resolves.toBe(true);
    await goes(after(86_400));
    expect(told()).toEqual([FUNCTION, ANNA]);
    for (const { body } of server.mails) expect(body).toContain(`https://sluss.example/v1/cases/${caseRef}`);
  });

  test('NTF-2: one recipient is refused for good: the other has it once, the supervisor sees the fault, nothing is tried again', async () => {
    server.refusing.rcpt[FUNCTION] = 550;
    const caseRef = await raise();
    await expect(goes()).resolves.toBe(true);
    server.refusing.rcpt = {};
    await goes(after(86_400));
    expect(told()).toEqual([ANNA]);
    await expect(faults(caseRef)).resolves.toEqual(['mailRefused']);
  });

  test('NTF-2: a caseworker without an address is a fault shown to the supervisor, and the function address has it', async () => {
    const caseRef = await raise('nobody');
    await expect(goes()).resolves.toBe(true);
    await goes(after(86_400));
    expect(told()).toEqual([FUNCTION]);
    await expect(faults(caseRef)).resolves.toEqual(['addressMissing']);
  });

  test('NTF-2: a recipient that cannot have it now is tried again, later each time, and nobody else waits or hears twice', async () => {
    server.refusing.rcpt[FUNCTION] = 450;
    await raise();
    const tries = async (seconds: number): Promise<number> => {
      const before = server.callers.length;
      await goes(after(seconds));
      return server.callers.length - before;
    };
    // The caseworker's goes at once; the other after half a minute, then a minute after that.
    expect([await tries(0), await tries(29), await tries(31), await tries(90), await tries(92)]).toEqual([
      2, 0, 1, 0, 1,
    ]);
    server.refusing.rcpt = {};
    await goes(after(3_600));
    await goes(after(7_200));
    expect(told()).toEqual([ANNA, FUNCTION]);
  });

  test('NTF-2: while the mail server is away nothing is lost, and all of it goes once when it is back', async () => {
    const { port } = server;
    await server.close();
    const cases = [await raise(), await raise(), await raise()];
    await expect(goes()).resolves.toBe(false);
    await expect(goes(after(60))).resolves.toBe(false);
    server = await startMailServer(port);
    await expect(goes(after(3_600))).resolves.toBe(true);
    await goes(after(86_400));
    expect(told().sort()).toEqual([ANNA, ANNA, ANNA, FUNCTION, FUNCTION, FUNCTION]);
    const shown = server.mails.map(({ body }) => cases.findIndex((caseRef) => body.includes(caseRef)));
    expect(shown.sort()).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test('NTF-2: a server that turns everybody away is asked once and not for every mail', async () => {
    server.refusing.connect = 421;
    await raise();
    await raise();
    await expect(goes()).resolves.toBe(false);
    expect(server.callers).toHaveLength(1);
  });

  test('NTF-2: a worker killed between sending and noting leads to one copy, known by its Message-ID', async () => {
    await raise();
    const { mails } = mailer();
    const killed = { ...mails, finish: () => Promise.reject(new Error('killed')) };
    await expect(goes(NOW, { mails: killed })).rejects.toThrow('killed');
    // Nobody takes it over while the attempt may still be at it.
    await goes(after(30));
    expect(told()).toEqual([FUNCTION, ANNA]);
    await goes(after(61));
    await goes(after(86_400));
    expect(told()).toEqual([FUNCTION, ANNA, FUNCTION]);
    const ids = server.mails.map(({ headers }) => headers.find(([name]) => name === 'Message-ID')?.[1]);
    expect(ids[2]).toBe(ids[0]);
    expect(ids[1]).not.toBe(ids[0]);
  });

  test('NTF-2: two workers at once mail everything once', async () => {
    const cases = [await raise(), await raise(), await raise()];
    await Promise.all([goes(), goes()]);
    expect(told()).toHaveLength(2 * cases.length);
  });

  test('NTF-3: what was settled while the server was away does not go when it is back', async () => {
    const caseRef = await raise('anna', { audience: 'supervisor', matter: 'receiptOverdue' });
    server.refusing.connect = 421;
    await goes();
    await test_.store.journal.append(append(caseRef, 2, { row: { settled: ['receiptOverdue'] } }));
    delete server.refusing.connect;
    await goes(after(3_600));
    expect(server.mails).toEqual([]);
  });

  test('the mailer goes on after a fault of the store, and ends with the worker', async () => {
    const stop = new AbortController();
    const reported: string[] = [];
    const mails = { ...mailer().mails, claim: () => Promise.reject(new Error('away')) };
    const running = runMailer(mailer(NOW, { mails, report: (what) => reported.push(what) }), stop.signal);
    await new Promise(setImmediate);
    expect(reported).toEqual(['mailer']);
    stop.abort();
    await expect(running).resolves.toBeUndefined();
  });
});
