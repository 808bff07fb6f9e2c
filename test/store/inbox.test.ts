import { createInbox } from '../../store/inbox';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { LATER, NOW, append, someCase, unique, wireLetter } from './support/steps';

describe.each(servers)('letters in on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  const inbox = () => test_.store.inbox;

  async function received(differs = {}, caseRef?: string) {
    const letter = wireLetter({ from: unique('las'), ...differs });
    const place = caseRef === undefined ? {} : { caseRef };
    await inbox().receive({ unit: 'sav', letter, receivedAt: NOW, ...place });
    return letter;
  }

  test('PIN-2: a letter is durable before the answer, and the same id gives the first answer again', async () => {
    const letter = await received();
    const again = { ...letter, facts: { level: 'low' } };
    await expect(
      test_.another().inbox.receive({ unit: 'sav', letter: again, receivedAt: LATER }),
    ).resolves.toEqual({
      isNew: false,
      receivedAt: NOW,
      standing: 'received',
    });
    await expect(inbox().read('sav', letter.from, letter.letterId)).resolves.toEqual(letter);
  });

  test('PIN-2: of many that bring the same letter at once, one stores it', async () => {
    const letter = wireLetter();
    const processes = [test_.store, test_.another()];
    const answers = await Promise.all(
      [...processes, ...processes, ...processes].map((one) =>
        one.inbox.receive({ unit: 'sav', letter, receivedAt: NOW }),
      ),
    );
    expect(answers.filter((answer) => answer.isNew)).toHaveLength(1);
    await expect(inbox().read('sav', 'las', letter.letterId)).resolves.toEqual(letter);
  });

  test('one letter id of two senders is two letters', async () => {
    const [first, second] = [
      wireLetter({ letterId: 'm-1', from: 'las' }),
      wireLetter({ letterId: 'm-1', from: 'bops' }),
    ];
    for (const letter of [first, second]) await inbox().receive({ unit: 'north', letter, receivedAt: NOW });
    await expect(inbox().read('north', 'bops', 'm-1')).resolves.toEqual(second);
  });

  test('the relay gets what waits, the oldest first, and again what was signalled too long ago', async () => {
    const test2 = test_.store.inbox;
    const letters = [wireLetter(), wireLetter()];
    for (const [nth, letter] of letters.entries()) {
      await test2.receive({ unit: 'unaddressed', letter, receivedAt: nth === 0 ? LATER : NOW });
    }
    const ids = async (since: string) =>
      (await test2.waiting('unaddressed', since, 10)).map(({ letterId }) => letterId);
    await expect(ids(NOW)).resolves.toEqual([letters[1]?.letterId, letters[0]?.letterId]);
    const [oldest] = await test2.waiting('unaddressed', NOW, 1);
    if (oldest === undefined) throw new Error('expected a letter');
    const caseRef = someCase();
    await test2.markSignalled('unaddressed', oldest, caseRef, LATER);
    await expect(ids(LATER)).resolves.toEqual([letters[0]?.letterId]);
    await expect(test2.waiting('unaddressed', '2026-03-02T10:00:00.001Z', 10)).resolves.toMatchObject([
      { letterId: letters[0]?.letterId },
      { letterId: oldest.letterId, caseRef, signalledAt: LATER },
    ]);
  });

  test('CON-3: a case is awaited while the letter waits that opens it, and not for one that only belongs there', async () => {
    const caseRef = someCase();
    const [first, next] = [wireLetter({ from: unique('north') }), wireLetter({ from: unique('north') })];
    await inbox().receive({ unit: 'sav', letter: next, receivedAt: NOW, caseRef });
    await expect(inbox().awaits('sav', caseRef)).resolves.toBe(false);
    await inbox().receive({ unit: 'sav', letter: first, receivedAt: NOW, caseRef, opens: true });
    await expect(inbox().awaits('sav', caseRef)).resolves.toBe(true);
    await expect(inbox().header('sav', first.from, first.letterId)).resolves.toMatchObject({ opens: true });
  });

  test('in which case a letter is stays known when it is settled; of one that never came nothing is', async () => {
    const caseRef = someCase();
    const { from, letterId } = await received({}, caseRef);
    await expect(inbox().caseOf('sav', from, letterId)).resolves.toBe(caseRef);
    await inbox().settle('sav', { from, letterId, outcome: 'refused' });
    await expect(inbox().caseOf('sav', from, letterId)).resolves.toBe(caseRef);
    await expect(inbox().caseOf('sav', unique('other'), letterId)).resolves.toBeUndefined();
    await expect(inbox().caseOf('north', from, letterId)).resolves.toBeUndefined();
  });

  test('PIN-2: a letter that was told by a clock a day ahead is told again once the clock is right', async () => {
    const inbox = test_.store.inbox;
    const letter = wireLetter();
    await inbox.receive({ unit: 'unaddressed', letter, receivedAt: NOW });
    await inbox.markSignalled('unaddressed', letter, someCase(), '2026-03-03T09:00:00.000Z');
    const waiting = await inbox.waiting('unaddressed', LATER, 100);
    expect(waiting.map(({ letterId }) => letterId)).toContain(letter.letterId);
  });

  test('CON-8: a letter is judged on its header, also when its content cannot be opened', async () => {
    const { from, letterId, kind, reference } = await received();
    await test_.admin.query(`update inbox set sealed = '' where letter_id = $1`, [letterId]);
    await expect(inbox().header('sav', from, letterId)).resolves.toEqual({
      ...{ from, letterId, kind, reference, opens: false },
    });
    await expect(inbox().read('sav', from, letterId)).rejects.toMatchObject({ name: 'SealedError' });
  });

  test('the header of a letter that waits from before headers were sealed is found in it', async () => {
    const { from, letterId, kind, reference } = await received();
    await test_.admin.query('update inbox set sealed_header = null where letter_id = $1', [letterId]);
    await expect(inbox().header('sav', from, letterId)).resolves.toEqual({
      ...{ from, letterId, kind, reference, opens: false },
    });
  });

  test('CON-3: while a letter of the case cannot be opened, nothing is said about what waits there', async () => {
    const caseRef = someCase();
    const letter = wireLetter({ from: unique('las') });
    await inbox().receive({ unit: 'sav', letter, receivedAt: NOW, caseRef });
    await test_.admin.query(
      'update inbox set sealed_header = overlay(sealed_header placing $1 from 20) where letter_id = $2',
      [Buffer.from('damaged'), letter.letterId],
    );
    await expect(inbox().awaits('sav', caseRef)).rejects.toMatchObject({
      name: 'SealedError',
    });
  });

  test('PIN-3: recording settles the letter in the step: its content and key are gone, the sender may know', async () => {
    const letter = await received();
    const caseRef = someCase();
    const outcome = { from: letter.from, letterId: letter.letterId, outcome: 'recorded' } as const;
    await test_.store.journal.append(append(caseRef, 1, { inbox: outcome }));
    await expect(inbox().standing(['north', 'sav'], letter.from, letter.letterId)).resolves.toBe('recorded');
    await expect(inbox().read('sav', letter.from, letter.letterId)).resolves.toBeUndefined();
    const { rows } = await test_.admin.query<{ wrapped: Buffer | null }>(
      'select wrapped from keys where key_id = $1',
      [`letter:${letter.from}:${letter.letterId}`],
    );
    expect(rows).toEqual([{ wrapped: null }]);
    await expect(inbox().receive({ unit: 'sav', letter, receivedAt: LATER })).resolves.toMatchObject({
      isNew: false,
      standing: 'recorded',
    });
  });

  test('PIN-3, PIN-4: refused by a step, refused without one and for a unit not served here read alike', async () => {
    const [byStep, byRelay] = [await received(), await received()];
    const nowhere = wireLetter();
    await inbox().receive({ unit: 'unaddressed', letter: nowhere, receivedAt: NOW });
    const outcome = ({ from, letterId }: { from: string; letterId: string }) =>
      ({ from, letterId, outcome: 'refused' }) as const;
    await test_.store.journal.append(append(someCase(), 1, { inbox: outcome(byStep) }));
    await inbox().settle('sav', outcome(byRelay));
    await inbox().settle('unaddressed', outcome(nowhere));
    for (const { from, letterId } of [byStep, byRelay, nowhere]) {
      await expect(inbox().standing(['sav', 'unaddressed'], from, letterId)).resolves.toBe('refused');
      await expect(inbox().read('sav', from, letterId)).resolves.toBeUndefined();
    }
    await expect(inbox().standing(['sav'], 'las', unique('m'))).resolves.toBeUndefined();
  });

  test('PIN-5, THR-5: a letter ends as replaced whether its correction is recorded after or before it', async () => {
    for (const order of ['letter first', 'correction first']) {
      const letter = await received();
      const correction = await received({ from: letter.from });
      const caseRef = someCase();
      const outcomes = [
        { from: letter.from, letterId: letter.letterId, outcome: 'recorded' },
        { from: letter.from, letterId: correction.letterId, outcome: 'recorded', replaces: letter.letterId },
      ] as const;
      const inOrder = order === 'letter first' ? outcomes : outcomes.toReversed();
      for (const [nth, outcome] of inOrder.entries()) {
        await test_.store.journal.append(append(caseRef, nth + 1, { inbox: outcome }));
      }
      await expect(inbox().standing(['sav'], letter.from, letter.letterId)).resolves.toBe('replaced');
      await expect(inbox().standing(['sav'], letter.from, correction.letterId)).resolves.toBe('recorded');
    }
  });

  test('an outcome is final, and one for a letter that never came spends nothing', async () => {
    const letter = await received();
    const { from, letterId } = letter;
    await inbox().settle('sav', { from, letterId, outcome: 'refused' });
    await inbox().settle('sav', { from, letterId, outcome: 'recorded' });
    await expect(inbox().standing(['sav'], from, letterId)).resolves.toBe('refused');
    const later = wireLetter({ from });
    await inbox().settle('sav', { from, letterId: later.letterId, outcome: 'recorded' });
    await expect(inbox().receive({ unit: 'sav', letter: later, receivedAt: NOW })).resolves.toMatchObject({
      isNew: true,
    });
  });

  test('a sender with too many waiting letters is told so; what is known is still answered', async () => {
    const small = createInbox(test_.db, test_.ring, 2);
    const letters = [1, 2, 3].map(() => wireLetter({ from: 'flood' }));
    const send = (nth: number) =>
      small.receive({ unit: 'sav', letter: letters[nth] ?? wireLetter(), receivedAt: NOW });
    await send(0);
    await send(1);
    await expect(send(2)).rejects.toMatchObject({ name: 'InboxFull' });
    await expect(send(0)).resolves.toMatchObject({ isNew: false });
    await small.settle('sav', { from: 'flood', letterId: letters[0]?.letterId ?? '', outcome: 'refused' });
    await expect(send(2)).resolves.toMatchObject({ isNew: true });
  });
});
