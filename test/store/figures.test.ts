import type { CaseRow } from '../../domain/ports/journal.port';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { append, byConsent, enclosure, event, letter, someCase, stands, wireLetter } from './support/steps';

const MARCH = (day: number, time = '09:00'): string =>
  `2026-03-${String(day).padStart(2, '0')}T${time}:00.000Z`;

describe.each(servers)('how a unit stands, on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterEach(async () => {
    await test_.admin.query(
      'truncate cases, case_people, outbox, outbox_carriers, inbox, access_log, log_heads',
    );
  });

  afterAll(async () => {
    await test_.close();
  });

  const read = (now: string, unit = 'sav') => test_.store.figures.read(unit, now);

  /** One step of a case, that leaves it so. */
  const moved = (caseRef: string, seq: number, at: string, row: Partial<CaseRow>) =>
    test_.store.journal.append(append(caseRef, seq, { row, step: { at } }));

  test('THR-2: an awaited assessment grows older, whatever else is written in its case meanwhile', async () => {
    const [asked, other] = [someCase(), someCase()];
    await moved(asked, 1, MARCH(1), { awaits: 'us' });
    await moved(asked, 2, MARCH(2), { awaits: 'police' });
    await moved(other, 1, MARCH(2), { awaits: 'police' });
    expect((await read(MARCH(2, '10:00'))).waiting).toEqual([{ awaits: 'police', days: 0, count: 2 }]);

    await moved(asked, 3, MARCH(9), { awaits: 'police' });
    await moved(other, 2, MARCH(10), { awaits: 'us' });
    const later = await read(MARCH(10));
    expect(later.waiting).toHaveLength(2);
    expect(later.waiting).toEqual(
      expect.arrayContaining([
        { awaits: 'police', days: 7, count: 1 },
        { awaits: 'us', days: 0, count: 1 },
      ]),
    );
    expect((await read(MARCH(16))).waiting).toContainEqual({ awaits: 'police', days: 14, count: 1 });
  });

  test('TRF-5: an offer that nobody confirms, and what is overdue, are counted until they are not so any more', async () => {
    const offered = someCase();
    await moved(offered, 1, MARCH(2), { status: 'offered', awaits: 'ourReceipt', overdue: true });
    expect(await read(MARCH(4))).toMatchObject({
      waiting: [{ awaits: 'ourReceipt', days: 1, count: 1 }],
      overdue: 1,
    });
    await moved(offered, 2, MARCH(4), { status: 'open', awaits: 'nobody' });
    expect(await read(MARCH(4, '10:00'))).toMatchObject({ waiting: [], overdue: 0 });
  });

  test('a case whose clock does not act on what is due shows, with how long it has been due', async () => {
    const [stalled, due] = [someCase(), someCase()];
    await moved(stalled, 1, MARCH(2), { nextDue: MARCH(3) });
    await moved(due, 1, MARCH(2), { nextDue: MARCH(5) });
    expect((await read(MARCH(2, '10:00'))).lateClock).toEqual({ count: 0, oldestSeconds: 0 });
    expect((await read(MARCH(3, '09:20'))).lateClock).toEqual({ count: 1, oldestSeconds: 1200 });
  });

  test('PIN-2, CON-4: letters that wait to go out and to be recorded show with their age, until they have ended', async () => {
    const caseRef = someCase();
    const sent = letter([enclosure('core', byConsent('k1'))]);
    const step = { at: MARCH(2), events: [event({ letters: [sent] })] };
    await test_.store.journal.append(append(caseRef, 1, { ledger: [stands('k1')], step }));
    const received = wireLetter();
    await test_.store.inbox.receive({
      unit: 'sav',
      letter: { ...received, to: 'sav' },
      receivedAt: MARCH(2, '09:30'),
    });
    expect(await read(MARCH(2, '10:00'))).toMatchObject({
      lettersOut: { count: 1, oldestSeconds: 3600 },
      lettersIn: { count: 1, oldestSeconds: 1800 },
    });

    const name = { unit: 'sav', caseRef, letterId: sent.letterId };
    const claim = await test_.store.outbox.claim(name, MARCH(2, '10:00'), 60);
    await test_.store.outbox.finish(name, 'fence' in claim ? claim.fence : 0, 'sent', MARCH(2, '10:01'));
    const { from, letterId } = received;
    await test_.store.inbox.settle('sav', { from, letterId, outcome: 'refused' });
    const none = { count: 0, oldestSeconds: 0 };
    expect(await read(MARCH(2, '11:00'))).toMatchObject({ lettersOut: none, lettersIn: none });
  });

  test('AUD-3: the log’s length and the age of its last line', async () => {
    const line = { unit: 'sav', who: 'anna', roles: [], action: 'x', outcome: 'done', rules: [] } as const;
    await test_.store.accessLog.write({ ...line, at: MARCH(2) });
    await test_.store.accessLog.write({ ...line, at: MARCH(2, '09:10') });
    expect(await read(MARCH(2, '09:11'))).toMatchObject({ logLines: 2, logHeadSeconds: 60 });
    // A tail that is cut shows at once, also where the row of the last line was left as it was.
    await test_.admin.query("delete from access_log where unit = 'sav' and number = 2");
    expect(await read(MARCH(2, '09:11'))).toMatchObject({ logLines: 1 });
  });

  test('CON-6: a unit counts nothing of another one', async () => {
    await moved(someCase(), 1, MARCH(2), { awaits: 'police', overdue: true, nextDue: MARCH(2) });
    expect(await read(MARCH(10), 'north')).toEqual({
      waiting: [],
      overdue: 0,
      lateClock: { count: 0, oldestSeconds: 0 },
      lettersOut: { count: 0, oldestSeconds: 0 },
      lettersIn: { count: 0, oldestSeconds: 0 },
      mails: { count: 0, oldestSeconds: 0 },
      logLines: 0,
      logHeadSeconds: 0,
    });
  });
});
