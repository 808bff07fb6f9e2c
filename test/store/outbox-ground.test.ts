import type { Carrier } from '../../domain/letters/letter';
import { createStore } from '../../store/store';
import type { Store } from '../../store/store';
import { openStore, profile, servers } from './support/databases';
import type { TestStore } from './support/databases';
import {
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
// The last day of the wording, 5 March, ends at 23:00 UTC in Göteborg.
const LAST_DAY = '2026-03-05T22:59:59.000Z';
const DAY_AFTER = '2026-03-05T23:00:00.000Z';

/** Used while the wording that holds until 5 March was in force. */
const untilThe5th: Carrier = {
  kind: 'ground',
  ground: { ...byGround.ground, id: 'passing', from: '2025-01-01', to: '2026-03-05' },
};

describe.each(servers)('letters out on a legal ground on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  async function waiting(...carriers: readonly Carrier[]) {
    const caseRef = someCase();
    const sent = letter(carriers.map((carrier, nth) => enclosure(['core', 'plan'][nth] ?? '', carrier)));
    await test_.store.journal.append(
      append(caseRef, 1, { ledger: [stands('k1')], step: { events: [event({ letters: [sent] })] } }),
    );
    return { unit: 'sav', caseRef, letterId: sent.letterId };
  }

  const claimedBy = async (store: Store, name: Awaited<ReturnType<typeof waiting>>, at: string) => {
    const claim = await store.outbox.claim(name, at, LEASE);
    return claim.kind === 'claimed' ? claim.letter.enclosures.map(({ category }) => category) : claim;
  };

  const stopped = { kind: 'ended', outcome: { outcome: 'stopped', categories: [] } };

  test('CON-5 CON-4: a letter that waited goes on the ground’s last day', async () => {
    await expect(claimedBy(test_.store, await waiting(untilThe5th), LAST_DAY)).resolves.toEqual(['core']);
  });

  test('CON-5 CON-4: the day after it is stopped, and the list of disclosures says so', async () => {
    const name = await waiting(untilThe5th);
    await expect(claimedBy(test_.store, name, DAY_AFTER)).resolves.toEqual(stopped);
    await expect(test_.store.outbox.disclosures('sav', name.caseRef)).resolves.toMatchObject([
      { categories: ['core'], carriedBy: 'passing', state: 'stopped' },
    ]);
    const { items } = await test_.store.accessLog.ofCase('sav', name.caseRef, { limit: 5 });
    expect(items.find(({ who }) => who === 'engine')).toMatchObject({ outcome: 'stopped' });
  });

  test('CON-5 CON-4: what a consent carries goes without what the ground carried', async () => {
    const name = await waiting(untilThe5th, byConsent('k1'));
    await expect(claimedBy(test_.store, name, DAY_AFTER)).resolves.toEqual(['plan']);
  });

  test.each([
    { given: 'switched off', differs: { enabled: false } },
    { given: 'ended earlier than it said', differs: { to: '2026-03-01' } },
    { given: 'worded anew', differs: { from: '2026-03-02' } },
    { given: 'narrowed to other categories', differs: { categories: ['plan'] } },
  ])('CON-5: nothing goes on a ground that is $given in today’s profile', async ({ differs }) => {
    const grounds = profile.grounds.map((ground) => ({ ...ground, ...differs }));
    const store = createStore({ db: test_.db, ring: test_.ring, profile: { ...profile, grounds } });
    await expect(claimedBy(store, await waiting(untilThe5th), NOW)).resolves.toEqual(stopped);
  });

  test('CON-5: nothing goes on a ground that today’s profile does not have', async () => {
    const unknown: Carrier = { kind: 'ground', ground: { ...byGround.ground, id: 'gone' } };
    await expect(claimedBy(test_.store, await waiting(unknown), NOW)).resolves.toEqual(stopped);
  });

  test('CON-5: on the day that the person reaches the ground’s age nothing goes on it', async () => {
    const young: Carrier = { ...byGround, use: { decidedAt: NOW, as: 'supervisor', lastDay: '2026-03-05' } };
    await expect(claimedBy(test_.store, await waiting(young), LAST_DAY)).resolves.toEqual(['core']);
    await expect(claimedBy(test_.store, await waiting(young), DAY_AFTER)).resolves.toEqual(stopped);
  });

  test('CON-4: what may have gone out on a ground that has ended since is in doubt until the recipient has said', async () => {
    const name = await waiting(untilThe5th);
    await test_.store.outbox.claim(name, LAST_DAY, LEASE);
    await expect(claimedBy(test_.store, name, '2026-03-06T09:00:00.000Z')).resolves.toEqual({
      kind: 'unknown',
    });
  });

  test('ADR 0005: no column of a letter in the clear says which ground carries it, or until when', async () => {
    const name = await waiting(untilThe5th);
    const { rows } = await test_.admin.query<Record<string, unknown>>(
      'select outbox.*, outbox_carriers.* from outbox join outbox_carriers using (letter_id) where letter_id = $1',
      [name.letterId],
    );
    const plain = rows.map((row) => ({ ...row, sealed: '' }));
    expect(JSON.stringify(plain)).not.toMatch(/passing|2026-03-05|A duty/);
  });
});
