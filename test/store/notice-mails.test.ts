import type { Notice } from '../../domain/kernel/notice';
import type { Actor } from '../../domain/kernel/actor';
import type { CaseRow } from '../../domain/ports/journal.port';
import type { ClaimedMail } from '../../store/notice-mails';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { LATER, NOW, append, event, reader, someCase, unique } from './support/steps';

const TOMORROW = '2026-03-03T09:00:00.000Z';
const LEASE = 60;
const clock: Actor = { kind: 'clock' };

const notice = (differs: Partial<Notice> = {}): Notice => ({
  ...{ noticeId: unique('n'), audience: 'caseworker', matter: 'assessmentArrived', rule: 'THR-4' },
  ...differs,
});

describe.each(servers)('mails of notices on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  beforeEach(async () => {
    // What an earlier test left is none of this one's.
    await test_.admin.query(`update notice_mails set state = 'dropped' where state = 'waiting'`);
  });

  afterAll(async () => {
    await test_.close();
  });

  const mails = () => test_.store.noticeMails;

  interface Raising {
    readonly at?: string;
    readonly actor?: Actor;
    readonly row?: Partial<CaseRow>;
  }

  async function raise(caseRef: string, seq: number, notices: readonly Notice[], differs: Raising = {}) {
    const { at = NOW, actor, row = {} } = differs;
    const step = { at, events: [event({ notices })], ...(actor === undefined ? {} : { actor }) };
    await test_.store.journal.append(append(caseRef, seq, { row, step }));
  }

  const claim = (now = NOW) => mails().claim('sav', now, LEASE);

  async function claimed(now = NOW): Promise<ClaimedMail> {
    const mail = await claim(now);
    if (mail === undefined) throw new Error('Nothing waits');
    return mail;
  }

  /** Sends everything that may go now, and tells to whom. */
  async function sendAll(now = NOW): Promise<readonly string[]> {
    const sent: string[] = [];
    for (let mail = await claim(now); mail !== undefined; mail = await claim(now)) {
      sent.push([mail.recipient, mail.person, mail.matter].filter((part) => part !== '').join(' '));
      await mails().finish('sav', mail, 'sent', now);
    }
    return sent;
  }

  const faults = async (caseRef: string) =>
    (await test_.store.notices.read(reader('siv', 'supervisor'), { limit: 200 })).items
      .filter((item) => item.caseRef === caseRef)
      .map(({ matter }) => matter);

  test('NTF-2: it goes to the function address first and to the assigned caseworker, no stand-in', async () => {
    const caseRef = someCase();
    const people = [
      { person: 'anna', part: 'caseworker' },
      { person: 'bo', part: 'standIn' },
    ] as const;
    await raise(caseRef, 1, [notice({ dueAt: LATER })], { row: { people } });
    const first = await claimed();
    expect(first).toMatchObject({ recipient: 'functionAddress', person: '', caseRef, dueAt: LATER });
    const second = await claimed();
    expect(second).toMatchObject({ recipient: 'caseworker', person: 'anna', caseRef });
    await expect(claim()).resolves.toBeUndefined();
  });

  test('NTF-2: where nobody is assigned the function address has it alone', async () => {
    await raise(someCase(), 1, [notice({ audience: 'reception', matter: 'receiptAwaited' })], {
      row: { people: [] },
    });
    await expect(sendAll()).resolves.toEqual(['functionAddress receiptAwaited']);
  });

  test('NTF-3: what has escalated goes to the supervisor too', async () => {
    await raise(someCase(), 1, [notice({ audience: 'supervisor', matter: 'assessmentOverdue' })]);
    await expect(sendAll()).resolves.toEqual([
      'functionAddress assessmentOverdue',
      'caseworker anna assessmentOverdue',
      'supervisor assessmentOverdue',
    ]);
  });

  test('NTF-2: one mail for each recipient and matter, also when one step tells caseworker and unit', async () => {
    const twice = [
      notice({ matter: 'assessmentReminder' }),
      notice({ audience: 'unit', matter: 'assessmentReminder' }),
    ];
    await raise(someCase(), 1, twice, { actor: clock });
    await expect(sendAll()).resolves.toEqual([
      'functionAddress assessmentReminder',
      'caseworker anna assessmentReminder',
    ]);
  });

  test('NTF-2: no second mail on a matter while the first one stands, and one again when it is settled', async () => {
    const caseRef = someCase();
    const [first, second, third] = [notice(), notice(), notice()];
    await raise(caseRef, 1, [first]);
    await raise(caseRef, 2, [second]);
    await expect(sendAll()).resolves.toHaveLength(2);
    await test_.store.notices.settle(reader('anna', 'caseworker'), first.noticeId, NOW);
    await raise(caseRef, 3, [third], { at: LATER });
    await expect(sendAll(LATER)).resolves.toHaveLength(2);
    await raise(someCase(), 1, [notice()], { at: LATER });
    await expect(sendAll(LATER)).resolves.toHaveLength(2);
  });

  test('NTF-2 THR-3: what is still overdue is a new occasion each day, although nobody has settled the first', async () => {
    const caseRef = someCase();
    const overdue = () => [notice({ audience: 'unit', matter: 'assessmentOverdue' })];
    await raise(caseRef, 1, overdue(), { actor: clock });
    await expect(sendAll()).resolves.toHaveLength(2);
    await raise(caseRef, 2, overdue(), { actor: clock, at: TOMORROW });
    await expect(sendAll(TOMORROW)).resolves.toHaveLength(2);
  });

  test('NTF-2: after days without a mail server one word of what is overdue is enough', async () => {
    const caseRef = someCase();
    const [yesterday, today] = [notice({ audience: 'unit' }), notice({ audience: 'unit' })];
    await raise(caseRef, 1, [yesterday], { actor: clock });
    await raise(caseRef, 2, [today], { actor: clock, at: TOMORROW });
    await expect(claim(TOMORROW)).resolves.toMatchObject({ noticeId: today.noticeId });
    await expect(claim(TOMORROW)).resolves.toMatchObject({ noticeId: today.noticeId });
    await expect(claim(TOMORROW)).resolves.toBeUndefined();
  });

  test('NTF-2: nothing is repeated because another recipient failed', async () => {
    await raise(someCase(), 1, [notice()]);
    const [toFunction, toAnna] = [await claimed(), await claimed()];
    await mails().finish('sav', toFunction, 'sent', NOW);
    await mails().postpone('sav', toAnna, LATER);
    await expect(claim()).resolves.toBeUndefined();
    await expect(sendAll(LATER)).resolves.toEqual(['caseworker anna assessmentArrived']);
    await expect(claim(TOMORROW)).resolves.toBeUndefined();
  });

  test('NTF-2: a fault is shown to the supervisor once for each case and recipient, is not tried again and is not mailed', async () => {
    const caseRef = someCase();
    await raise(caseRef, 1, [notice()]);
    const [toFunction, toAnna] = [await claimed(), await claimed()];
    await mails().finish('sav', toAnna, 'addressMissing', NOW);
    await mails().finish('sav', toFunction, 'refused', NOW);
    await expect(faults(caseRef)).resolves.toHaveLength(2);
    await raise(caseRef, 2, [notice()], { at: LATER });
    await mails().finish('sav', await claimed(LATER), 'sent', LATER);
    await mails().finish('sav', await claimed(LATER), 'addressMissing', LATER);
    expect([...(await faults(caseRef))].sort()).toEqual(['addressMissing', 'mailRefused']);
    await expect(claim(TOMORROW)).resolves.toBeUndefined();
  });

  test('NTF-3: nothing goes of what a person settled, the case has settled since, or the closing ended', async () => {
    const taken = someCase();
    const own = notice();
    await raise(taken, 1, [own]);
    await test_.store.notices.settle(reader('anna', 'caseworker'), own.noticeId, NOW);
    await expect(sendAll()).resolves.toEqual([]);

    const settled = someCase();
    await raise(settled, 1, [notice({ matter: 'receiptReminder' }), notice()], { actor: clock });
    await raise(settled, 2, [], { row: { settled: ['receiptReminder'] } });
    await expect(sendAll()).resolves.toEqual([
      'functionAddress assessmentArrived',
      'caseworker anna assessmentArrived',
    ]);

    const closed = someCase();
    await raise(closed, 1, [notice()]);
    await raise(closed, 2, [], { row: { status: 'closed' } });
    await expect(sendAll()).resolves.toEqual([]);
  });

  test('NTF-3: what was settled between two attempts does not go at the second', async () => {
    const caseRef = someCase();
    await raise(caseRef, 1, [notice({ audience: 'unit', matter: 'receiptReminder' })], {
      row: { people: [] },
    });
    await mails().postpone('sav', await claimed(), LATER);
    await raise(caseRef, 2, [], { row: { settled: ['receiptReminder'] } });
    await expect(claim(TOMORROW)).resolves.toBeUndefined();
  });

  test('NTF-3: an offer that is recalled settles what was asked, and the word of the recall goes', async () => {
    const caseRef = someCase();
    const offered = { status: 'offered', people: [] } as const;
    await raise(caseRef, 1, [notice({ audience: 'reception', matter: 'receiptAwaited' })], { row: offered });
    await raise(caseRef, 2, [notice({ audience: 'reception', matter: 'transferRecalled' })], {
      row: { status: 'closed', people: [] },
    });
    await expect(sendAll()).resolves.toEqual(['functionAddress transferRecalled']);
  });

  test('ACC-4 NTF-2: a caseworker who is another one by now is not told', async () => {
    const caseRef = someCase();
    await raise(caseRef, 1, [notice()]);
    await raise(caseRef, 2, [], { row: { people: [{ person: 'bo', part: 'caseworker' }] } });
    await expect(sendAll()).resolves.toEqual(['functionAddress assessmentArrived']);
  });

  test('NTF-2: two workers never have the same mail; a claim whose worker died is taken over, and its late word counts no more', async () => {
    await raise(someCase(), 1, [notice()]);
    const both = await Promise.all([claim(), test_.another().noticeMails.claim('sav', NOW, LEASE)]);
    expect(both.map((mail) => mail?.recipient).sort()).toEqual(['caseworker', 'functionAddress']);
    await expect(claim()).resolves.toBeUndefined();
    const again = [await claimed(LATER), await claimed(LATER)];
    expect(again.map(({ attempt }) => attempt)).toEqual([2, 2]);
    const [died] = both;
    if (died === undefined) throw new Error('Nothing was claimed');
    await mails().postpone('sav', died, LATER);
    await mails().finish('sav', died, 'refused', LATER);
    await expect(claim(LATER)).resolves.toBeUndefined();
    await expect(faults(died.caseRef)).resolves.toEqual([]);
  });

  test('NTF-2: a step that was written twice is mailed once', async () => {
    const caseRef = someCase();
    const again = append(caseRef, 1, { step: { events: [event({ notices: [notice()] })] } });
    await test_.store.journal.append(again);
    await test_.store.journal.append(again);
    await expect(sendAll()).resolves.toHaveLength(2);
  });

  test('CON-6: no unit claims what another has to mail', async () => {
    await raise(someCase(), 1, [notice()]);
    await expect(mails().claim('north', LATER, LEASE)).resolves.toBeUndefined();
  });
});
