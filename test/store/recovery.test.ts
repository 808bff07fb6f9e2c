import type { AppendInput, InboxOutcome } from '../../domain/ports/journal.port';
import { createRecovery } from '../../store/recovery';
import type { LostStep, Recovery } from '../../store/recovery';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import {
  LATER,
  NOW,
  append,
  byConsent,
  enclosure,
  event,
  letter,
  someCase,
  stands,
  unique,
  wireLetter,
} from './support/steps';

const LEASE = 60;

describe.each(servers)('steps that the database lost, on $server', ({ open }) => {
  let test_: TestStore;
  let recovery: Recovery;

  beforeAll(async () => {
    test_ = await openStore(open);
    recovery = createRecovery(test_.db, test_.ring);
  });

  afterAll(async () => {
    await test_.close();
  });

  const outbox = () => test_.store.outbox;
  const disclosed = async (caseRef: string) =>
    (await outbox().disclosures('sav', caseRef)).map(({ state, categories }) => [state, ...categories]);

  /** A case with one step left, which posts the letter; what comes after is lost. */
  async function left(sent = letter([enclosure('core', byConsent('k1'))])) {
    const caseRef = someCase();
    const ledger = [stands('k1')];
    await test_.store.journal.append(
      append(caseRef, 1, { ledger, step: { events: [event({ letters: [sent] })] } }),
    );
    return { name: { unit: 'sav', caseRef }, letterId: sent.letterId, caseRef };
  }

  const lost = (input: AppendInput, delivered?: LostStep['delivered']): LostStep => ({
    append: input,
    ...(delivered === undefined ? {} : { delivered }),
  });

  test('CON-3 CON-4: a letter that was waiting may have gone out: a lost withdrawal does not call it stopped, and its recipient is asked', async () => {
    const { name, caseRef, letterId } = await left();
    const withdrawn = append(caseRef, 2, { ledger: [stands('k1', { endedAt: LATER })], step: { at: LATER } });
    await expect(recovery.recover(name, [lost(withdrawn)])).resolves.toBe(true);
    const letterName = { ...name, letterId };
    await expect(outbox().claim(letterName, LATER, LEASE)).resolves.toEqual({ kind: 'unknown' });
    await expect(disclosed(caseRef)).resolves.toEqual([['unknown', 'core']]);

    const { fence, leaseUntil } = await outbox().stateOf(letterName);
    expect(leaseUntil).toBeDefined();
    await expect(outbox().release(letterName, fence, LATER)).resolves.toBe(true);
    await expect(outbox().claim(letterName, LATER, LEASE)).resolves.toEqual({
      kind: 'ended',
      outcome: { outcome: 'stopped', categories: [] },
    });
  });

  test('CON-4: a letter that a lost step wrote is in doubt until its end is among them, and then is what it was', async () => {
    const { name, caseRef } = await left(letter([]));
    const [open_, ended] = [1, 2].map(() =>
      letter([enclosure('core', byConsent('k1')), enclosure('plan', byConsent('k2'))]),
    );
    if (open_ === undefined || ended === undefined) throw new Error('two letters');
    const ledger = [stands('k1'), stands('k2')];
    const wrote = append(caseRef, 2, { ledger, step: { events: [event({ letters: [open_, ended] })] } });
    const end = append(caseRef, 3, { ledger, step: { at: LATER } });
    const delivered = { letterId: ended.letterId, outcome: 'sent', categories: ['core'] } as const;
    await recovery.recover(name, [lost(wrote), lost(end, delivered)]);

    await expect(outbox().stateOf({ ...name, letterId: open_.letterId })).resolves.toMatchObject({
      state: 'unknown',
    });
    await expect(outbox().claim({ ...name, letterId: ended.letterId }, LATER, LEASE)).resolves.toEqual({
      kind: 'ended',
      outcome: { outcome: 'sent', categories: ['core'] },
    });
  });

  test('PIN-2 PIN-3: a letter received after the backup reads as its step says, and is not told to the case again', async () => {
    const { name, caseRef } = await left(letter([]));
    const inbox: InboxOutcome = { from: 'las', letterId: unique('p'), outcome: 'late' };
    const arrived = append(caseRef, 2, { step: { commandId: `letter:las:${inbox.letterId}` } });
    await recovery.recover(name, [lost({ ...arrived, inbox })]);
    await expect(test_.store.inbox.standing(['sav'], 'las', inbox.letterId)).resolves.toBe('late');
    await expect(test_.store.inbox.waiting('sav', '9999-01-01T00:00:00.000Z', 100)).resolves.toEqual([]);
    const again = { ...wireLetter(), from: 'las', to: 'sav', letterId: inbox.letterId };
    await expect(
      test_.store.inbox.receive({ unit: 'sav', letter: again, receivedAt: LATER }),
    ).resolves.toMatchObject({ isNew: false, standing: 'late' });
  });

  test('steps are written only where they follow what stands there, all or none', async () => {
    const { name, caseRef } = await left(letter([]));
    const steps = (...seqs: readonly number[]) => seqs.map((seq) => lost(append(caseRef, seq)));
    await expect(recovery.recover(name, steps(3))).resolves.toBe(false);
    await expect(recovery.recover(name, steps(2, 4))).resolves.toBe(false);
    await expect(recovery.recover(name, steps(2, 3))).resolves.toBe(true);
    await expect(recovery.recover(name, steps(3))).resolves.toBe(false);
    const { steps: there, row } = await recovery.standing(name);
    expect([there.map(({ seq }) => seq), row?.seq]).toEqual([[1, 2, 3], 3]);
  });

  test('a letter whose texts are lost is not sent with holes', async () => {
    const withText = enclosure('plan', byConsent('k1'), { notes: [{ noteId: unique('n'), field: 'why' }] });
    const { name, letterId } = await left(letter([withText]));
    await expect(outbox().claim({ ...name, letterId }, NOW, LEASE)).rejects.toMatchObject({
      name: 'ContentLost',
    });
  });
});
