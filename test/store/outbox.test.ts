import type { Letter } from '../../domain/letters/letter';
import type { LedgerRow } from '../../domain/ports/journal.port';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import {
  LATER,
  NOW,
  append,
  byConsent,
  byGround,
  enclosure,
  event,
  letter,
  someCase,
  stands,
} from './support/steps';

const LEASE = 60;
const AFTER_LEASE = '2026-03-02T11:00:00.000Z';

describe.each(servers)('letters out on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  const outbox = () => test_.store.outbox;
  const journal = () => test_.store.journal;

  /** A case whose first step sends the letter, under that ledger. */
  async function sending(sent: Letter, ledger: readonly LedgerRow[]) {
    const caseRef = someCase();
    await journal().append(append(caseRef, 1, { ledger, step: { events: [event({ letters: [sent] })] } }));
    return { unit: 'sav', caseRef, letterId: sent.letterId };
  }

  const withdraw = (caseRef: string, seq: number, ...consents: string[]) =>
    journal().append(
      append(caseRef, seq, {
        ledger: consents.map((id) => stands(id, { endedAt: LATER })),
        step: { at: LATER },
      }),
    );

  const logged = async (caseRef: string) =>
    (await test_.store.accessLog.ofCase('sav', caseRef, { limit: 50 })).items
      .filter(({ who }) => who === 'engine')
      .map(({ outcome }) => outcome)
      .reverse();

  test('CON-4, AUD-2: a claim gives what the consents carry now, and stores the disclosure as begun with its line', async () => {
    const sent = letter([
      enclosure('core', byConsent('k1')),
      enclosure('plan', byConsent('k2')),
      enclosure('x', byGround),
    ]);
    const name = await sending(sent, [stands('k1'), stands('k2', { validUntil: NOW })]);
    const claim = await outbox().claim(name, NOW, LEASE);
    expect(claim).toMatchObject({ kind: 'claimed', fence: 1, letter: { letterId: sent.letterId } });
    expect(claim.kind === 'claimed' && claim.letter.enclosures.map(({ category }) => category)).toEqual([
      'core',
      'x',
    ]);
    await expect(logged(name.caseRef)).resolves.toEqual(['begun']);
    await expect(outbox().finish(name, 1, 'sent', LATER)).resolves.toEqual({
      outcome: 'sent',
      categories: ['core', 'x'],
    });
    await expect(outbox().claim(name, LATER, LEASE)).resolves.toEqual({
      kind: 'ended',
      outcome: { outcome: 'sent', categories: ['core', 'x'] },
    });
    await expect(outbox().disclosures('sav', name.caseRef)).resolves.toMatchObject([
      { to: 'north', categories: ['core'], carriedBy: 'k1', state: 'sent', at: NOW },
      { categories: ['plan'], carriedBy: 'k2', state: 'stopped' },
      { categories: ['x'], carriedBy: 'duty', state: 'sent' },
    ]);
  });

  test('CON-3: a withdrawal stops a waiting letter in the same step', async () => {
    const name = await sending(letter([enclosure('core', byConsent('k1'))]), [stands('k1')]);
    await withdraw(name.caseRef, 2, 'k1');
    await expect(outbox().stateOf(name)).resolves.toMatchObject({ state: 'stopped' });
    await expect(outbox().claim(name, LATER, LEASE)).resolves.toEqual({
      kind: 'ended',
      outcome: { outcome: 'stopped', categories: [] },
    });
  });

  test('CON-3: a withdrawal of one consent leaves the letter to the others', async () => {
    const sent = letter([enclosure('core', byConsent('k1')), enclosure('plan', byConsent('k2'))]);
    const name = await sending(sent, [stands('k1'), stands('k2')]);
    await journal().append(
      append(name.caseRef, 2, { ledger: [stands('k1', { endedAt: NOW }), stands('k2')] }),
    );
    const claim = await outbox().claim(name, LATER, LEASE);
    expect(claim.kind === 'claimed' && claim.letter.enclosures).toMatchObject([{ category: 'plan' }]);
  });

  test('CON-4: a consent whose time is up, or that the ledger does not name, carries nothing: the letter is stopped', async () => {
    for (const ledger of [[stands('k1', { validUntil: LATER })], [stands('other')]]) {
      const name = await sending(letter([enclosure('core', byConsent('k1'))]), ledger);
      const claim = await outbox().claim(name, LATER, LEASE);
      expect(claim).toEqual({ kind: 'ended', outcome: { outcome: 'stopped', categories: [] } });
    }
  });

  test('CON-1: a letter without enclosures goes also after every consent has ended', async () => {
    const name = await sending(letter([], { kind: 'assessmentStopped' }), [stands('k1')]);
    await withdraw(name.caseRef, 2, 'k1');
    await expect(outbox().claim(name, LATER, LEASE)).resolves.toMatchObject({
      kind: 'claimed',
      letter: { enclosures: [] },
    });
  });

  test('TRF-1: a package whose recipient was away is not stopped by the withdrawal of what carried its core', async () => {
    const sent = letter([enclosure('core', byConsent('k1'), { claimed: true })]);
    const name = await sending(sent, [stands('k1')]);
    await outbox().claim(name, NOW, LEASE);
    await outbox().release(name, 1, NOW);
    await withdraw(name.caseRef, 2, 'k1');
    await expect(outbox().claim(name, AFTER_LEASE, LEASE)).resolves.toMatchObject({
      kind: 'claimed',
      letter: { enclosures: [{ category: 'core' }] },
    });
  });

  test('TRF-1: what the step itself claimed goes although the consent ends before it is sent; the rest stays', async () => {
    const sent = letter([
      enclosure('core', byConsent('k1'), { claimed: true }),
      enclosure('plan', byConsent('k1')),
    ]);
    const name = await sending(sent, [stands('k1')]);
    await expect(outbox().stateOf(name)).resolves.toMatchObject({ state: 'sending' });
    await expect(logged(name.caseRef)).resolves.toEqual(['begun']);
    await withdraw(name.caseRef, 2, 'k1');
    const claim = await outbox().claim(name, LATER, LEASE);
    expect(claim.kind === 'claimed' && claim.letter.enclosures).toMatchObject([{ category: 'core' }]);
  });

  test('CON-3, CON-4: a claim and a withdrawal at once end one way or the other, never in between', async () => {
    const other = test_.another();
    for (let turn = 0; turn < 20; turn += 1) {
      const name = await sending(letter([enclosure('core', byConsent('k1'))]), [stands('k1')]);
      const claiming = async () => (await other.outbox.claim(name, NOW, LEASE)).kind;
      const withdrawing = async () => (await withdraw(name.caseRef, 2, 'k1')).steps.length;
      const both = turn % 2 === 0 ? [claiming(), withdrawing()] : [withdrawing(), claiming()];
      const [kind] = (await Promise.all<string | number>(both)).filter((one) => one !== 1);
      const { state } = await outbox().stateOf(name);
      expect(['claimed sending', 'ended stopped']).toContain(`${kind ?? ''} ${state}`);
    }
  });

  test('of two attempts at once one gets the letter, the other hears until when', async () => {
    const name = await sending(letter([]), []);
    const claims = await Promise.all(
      [outbox(), test_.another().outbox].map((one) => one.claim(name, NOW, LEASE)),
    );
    expect(claims.map(({ kind }) => kind).sort()).toEqual(['busy', 'claimed']);
    expect(claims.find(({ kind }) => kind === 'busy')).toEqual({
      kind: 'busy',
      until: '2026-03-02T09:01:00.000Z',
    });
  });

  test('after its lease a letter may be claimed again, with the same enclosures and a higher fence; only the latest may say that it did not go', async () => {
    const name = await sending(letter([enclosure('core', byConsent('k1'))]), [stands('k1')]);
    await outbox().claim(name, NOW, LEASE);
    const again = await outbox().claim(name, AFTER_LEASE, LEASE);
    expect(again).toMatchObject({
      kind: 'claimed',
      fence: 2,
      letter: { enclosures: [{ category: 'core' }] },
    });
    await expect(outbox().finish(name, 1, 'stopped', AFTER_LEASE)).resolves.toBeUndefined();
    await expect(outbox().finish(name, 1, 'sent', AFTER_LEASE)).resolves.toMatchObject({ outcome: 'sent' });
    await expect(outbox().finish(name, 2, 'rejected', AFTER_LEASE)).resolves.toMatchObject({
      outcome: 'sent',
    });
  });

  test('a lease from a clock that was a day ahead binds nobody once it is put right', async () => {
    const name = await sending(letter([]), []);
    await outbox().claim(name, '2026-03-03T09:00:00.000Z', LEASE);
    await expect(outbox().claim(name, NOW, LEASE)).resolves.toMatchObject({ kind: 'claimed', fence: 2 });
  });

  test('CON-3: what may have gone out under a consent that ended since is in doubt until the recipient has said', async () => {
    const sent = letter([enclosure('core', byConsent('k1')), enclosure('x', byGround)]);
    const name = await sending(sent, [stands('k1')]);
    await outbox().claim(name, NOW, LEASE);
    await withdraw(name.caseRef, 2, 'k1');
    await expect(outbox().stateOf(name)).resolves.toMatchObject({ state: 'sending' });
    await expect(outbox().claim(name, AFTER_LEASE, LEASE)).resolves.toEqual({ kind: 'unknown' });
    const { state, fence, leaseUntil } = await outbox().markUnknown(name, AFTER_LEASE);
    expect({ state, leaseUntil }).toEqual({ state: 'unknown', leaseUntil: '2026-03-02T09:01:00.000Z' });
    await expect(outbox().release(name, fence - 1, AFTER_LEASE)).resolves.toBe(false);
    await expect(outbox().release(name, fence, AFTER_LEASE)).resolves.toBe(true);
    const claim = await outbox().claim(name, AFTER_LEASE, LEASE);
    expect(claim.kind === 'claimed' && claim.letter.enclosures).toMatchObject([{ category: 'x' }]);
    await expect(logged(name.caseRef)).resolves.toEqual(['begun', 'unknown', 'notReceived', 'begun']);
  });

  test('CON-3: released with nothing left to carry it, a letter is stopped by its next claim', async () => {
    const name = await sending(letter([enclosure('core', byConsent('k1'))]), [stands('k1')]);
    await outbox().claim(name, NOW, LEASE);
    await withdraw(name.caseRef, 2, 'k1');
    const { fence } = await outbox().markUnknown(name, LATER);
    await outbox().release(name, fence, LATER);
    await expect(outbox().claim(name, LATER, LEASE)).resolves.toMatchObject({
      kind: 'ended',
      outcome: { outcome: 'stopped' },
    });
  });

  test('CON-6: a letter of another case or unit is no letter', async () => {
    const name = await sending(letter([]), []);
    await expect(outbox().claim({ ...name, caseRef: someCase() }, NOW, LEASE)).rejects.toMatchObject({
      name: 'LetterUnknown',
    });
    await expect(outbox().claim({ ...name, unit: 'north' }, NOW, LEASE)).rejects.toMatchObject({
      name: 'LetterUnknown',
    });
    await expect(outbox().disclosures('north', name.caseRef)).resolves.toEqual([]);
  });
});
