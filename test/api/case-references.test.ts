import { createHash, createHmac, hkdfSync, randomUUID } from 'node:crypto';

import { unitKeyId } from '../../security/key-ring';
import { KeyAway } from '../../security/key-away';
import type { CaseReferences } from '../../security/references';
import { partyOf, staff } from './support/asking';
import type { Party, Person } from './support/asking';
import { telephone } from './support/bodies';
import { handOver } from './support/handed-over';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';

const LETTERS = '/v1/letters';

let service: Service;
let worker: Person;
let partner: Party;

beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
  partner = partyOf(service, 'partner');
}, START_MS);
afterAll(() => service.close());

/** The first 80 bits of a digest as a reference writes them. */
function asReference(digest: Buffer): string {
  const bits = [...digest.subarray(0, 10)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{5}/g) ?? [];
  return `c-${letters.map((five) => '0123456789abcdefghjkmnpqrstvwxyz'.charAt(parseInt(five, 2))).join('')}`;
}

/** How references were made before they were keyed: anybody can. */
const unkeyed = (...parts: readonly string[]): string =>
  asReference(createHash('sha256').update(JSON.stringify(parts)).digest());

const before: CaseReferences = {
  forLetter: (unit, _from, letterId) => Promise.resolve(unkeyed('letter', unit, letterId)),
  forCommand: (_unit, command) => Promise.resolve(unkeyed('command', command)),
};

const wire = (letterId: string, differs: object = {}): object => ({
  ...{ letterId, kind: 'transferOffer', from: 'partner', to: 'sav', fromCase: 'partner-1' },
  ...{ reference: 't-1', sentAt: '2026-03-02T08:59:00.000Z', facts: {}, texts: [], enclosures: [] },
  ...differs,
});

/** Sends a letter, and says in which of SAV's cases it is then. */
async function sent(letterId: string, differs: object = {}, from = partner): Promise<string | undefined> {
  const body = wire(letterId, { from: from.key.party, ...differs });
  const { status } = await from.post(LETTERS, body, { messageId: letterId });
  expect(status).toBe(202);
  return service.store.inbox.caseOf('sav', from.key.party, letterId);
}

const opens = async (letterId: string): Promise<boolean | undefined> =>
  (await service.store.inbox.header('sav', 'partner', letterId))?.opens;

describe('CON-6: what a unit’s case is called cannot be computed in another unit', () => {
  test('CON-6: not with the code, all that the sender has of the transfer, the secret of the API and the sender’s own key', async () => {
    const { former, present } = await handOver(service);
    const steps = await service.store.journal.load('sav', former, 0);
    const letters = steps.flatMap(({ events }) => events.flatMap((event) => event.letters ?? []));
    const known = [
      ...[former, 'sav', 'hisingen'],
      ...steps.map(({ commandId }) => commandId),
      ...letters.flatMap(({ letterId, reference }) => [letterId, reference, `letter:sav:${letterId}`]),
    ];
    const unitKey = await service.keyRing.get('sav', unitKeyId('sav'));
    const keys = [
      service.deps.secret,
      unitKey.export(),
      Buffer.from(hkdfSync('sha256', unitKey, '', 'sluss case references', 32)),
    ];
    const lists = known.flatMap((id) =>
      ['letter', 'command'].flatMap((what) => [
        ...[
          [what, id],
          [what, 'sav', id],
          [what, 'hisingen', id],
        ],
        ...[
          [what, 'sav', 'hisingen', id],
          [what, 'hisingen', 'sav', id],
        ],
      ]),
    );
    const guesses = lists.flatMap((parts) => [
      unkeyed(...parts),
      ...keys.map((key) => asReference(createHmac('sha256', key).update(JSON.stringify(parts)).digest())),
    ]);
    expect(letters.map(({ kind }) => kind)).toContain('transferOffer');
    // The sender's own key makes the sender's own references: so the guesses are made as the service makes them.
    expect(guesses).toContain(former);
    expect(guesses).not.toContain(present);
  });

  test('CON-6: a letter of one sender joins no case that another’s letter opened, whatever it names', async () => {
    const [offer, other] = [randomUUID(), randomUUID()];
    const opened = await sent(offer);
    const named = await sent(
      other,
      { kind: 'consentWithdrawn', opener: offer },
      partyOf(service, 'hisingen'),
    );
    expect(named).not.toBe(opened);
    const same = await sent(offer, {}, partyOf(service, 'hisingen'));
    expect(same).not.toBe(opened);
  });
});

describe('a letter opens one case, however often and in whatever order things come', () => {
  test('PIN-2 TRF-1: repeated it is in the case that it opened, and so is what follows it', async () => {
    const [offer, recall] = [randomUUID(), randomUUID()];
    const opened = await sent(offer);
    expect(opened).toMatch(/^c-[0-9a-z]{16}$/);
    expect(await sent(offer)).toBe(opened);
    expect(await sent(recall, { kind: 'transferRecall', opener: offer })).toBe(opened);
    expect([await opens(offer), await opens(recall)]).toEqual([true, false]);
  });

  test('TRF-1: a recall that overtakes its offer opens the case in which the offer is then', async () => {
    const [offer, recall] = [randomUUID(), randomUUID()];
    const opened = await sent(recall, { kind: 'transferRecall', opener: offer });
    expect(await opens(recall)).toBe(true);
    expect(await sent(offer)).toBe(opened);
  });

  test('CON-10: a recall of a letter that named a case opens no case of that name', async () => {
    const [named, recall] = [randomUUID(), randomUUID()];
    const toCase = 'c-7k3m9x0q2d5w8z1b';
    expect(await sent(named, { kind: 'disclosure', toCase })).toBe(toCase);
    expect(await sent(recall, { kind: 'transferRecall', opener: named })).toBe(toCase);
    expect(await sent(randomUUID(), { kind: 'transferRecall', toCase })).toBe(toCase);
    expect([await opens(named), await opens(recall)]).toEqual([false, false]);
  });

  test('CON-3 TRF-1: what follows a letter of before the upgrade finds the case that it opened, and so does the letter again', async () => {
    const [offer, recall, withdrawal] = [randomUUID(), randomUUID(), randomUUID()];
    const app = service.but({ references: before });
    await partner.post(LETTERS, wire(offer), { messageId: offer, app });
    const opened = unkeyed('letter', 'sav', offer);
    expect(await service.store.inbox.caseOf('sav', 'partner', offer)).toBe(opened);
    await service.store.inbox.settle(
      'sav',
      { from: 'partner', letterId: offer, outcome: 'recorded' },
      opened,
    );
    expect(await sent(recall, { kind: 'transferRecall', opener: offer })).toBe(opened);
    expect(await sent(withdrawal, { kind: 'consentWithdrawn', opener: offer })).toBe(opened);
    const write = jest.spyOn(service.deps.store.accessLog, 'write');
    expect(await sent(offer)).toBe(opened);
    expect(write).toHaveBeenCalledWith(expect.objectContaining({ requestId: offer, caseRef: opened }));
    write.mockRestore();
  });
});

describe('a command opens one case', () => {
  test('a command of before the upgrade, repeated, is told of the case that it opened', async () => {
    const key = randomUUID();
    const first = await worker.post('/v1/cases', telephone(), {
      key,
      app: service.but({ references: before }),
    });
    expect(first.status).toBe(201);
    const again = await worker.post('/v1/cases', telephone(), { key });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
  });
});

describe('PIN-2: while the unit’s key is away', () => {
  const away = (unit: string): Promise<never> => Promise.reject(new KeyAway('away', unit, unitKeyId(unit)));

  test('nothing is opened under a reference that could be computed: 503, and the same again later is done', async () => {
    const app = service.but({ references: { forLetter: away, forCommand: away } });
    const [offer, key] = [randomUUID(), randomUUID()];
    const refused = await partner.post(LETTERS, wire(offer), { messageId: offer, app });
    const opening = await worker.post('/v1/cases', telephone(), { key, app });
    for (const { status, body } of [refused, opening])
      expect([status, (body as { type: string }).type]).toEqual([503, 'urn:sluss:problem:keyAway']);
    expect(await service.store.inbox.caseOf('sav', 'partner', offer)).toBeUndefined();
    expect(await sent(offer)).toMatch(/^c-/);
    const again = await partner.post(LETTERS, wire(offer), { messageId: offer, app });
    expect(again.status).toBe(202);
  });
});
