import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { NOW, append, byConsent, enclosure, event, letter, someCase, stands, unique } from './support/steps';

describe.each(servers)('what goes with a letter on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  test('a claim opens the narratives and the identity of what goes, and of nothing else', async () => {
    const caseRef = someCase();
    const [kept, other, personRef, commandId] = ['n', 'n', 'p', 'cmd'].map(unique) as [
      string,
      string,
      string,
      string,
    ];
    const identity = { name: 'Nils', personalNumber: '199001012384', protectedIdentity: false };
    await test_.store.notes.keepPending(
      {
        ...{ unit: 'sav', caseRef, commandId, person: { personRef, identity } },
        notes: [
          { noteId: kept, field: 'why', text: 'because' },
          { noteId: other, field: 'why', text: 'not this' },
        ],
      },
      NOW,
    );
    const refs = { notes: [{ noteId: kept, field: 'why' }], person: personRef };
    const sent = letter([
      enclosure('core', byConsent('k1'), refs),
      enclosure('plan', byConsent('k2'), { notes: [{ noteId: other, field: 'why' }] }),
    ]);
    await test_.store.journal.append(
      append(caseRef, 1, {
        ledger: [stands('k1')],
        step: { commandId, events: [event({ letters: [sent] })] },
      }),
    );
    const claim = await test_.store.outbox.claim({ unit: 'sav', caseRef, letterId: sent.letterId }, NOW, 60);
    expect(claim).toMatchObject({
      kind: 'claimed',
      texts: new Map([[kept, 'because']]),
      identities: new Map([[personRef, identity]]),
    });
  });
});
