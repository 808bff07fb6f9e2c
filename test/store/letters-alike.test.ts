import type { Letter } from '../../domain/letters/letter';
import type { WireLetter } from '../../domain/letters/wire';
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
  unique,
  wireLetter,
} from './support/steps';

// One letter of each pair tells, by its kind or by what carries it, something of the person (lag 2001:454 7 a §).

const pairs: readonly { readonly what: string; readonly telling: Letter; readonly other: Letter }[] = [
  {
    what: 'a question about serious crime',
    telling: letter([enclosure('crime', byGround)], { kind: 'seriousCrimeQuestion', to: 'las' }),
    other: letter([enclosure('core', byConsent('k1'))], { kind: 'threatAssessmentRequest', to: 'las' }),
  },
  {
    what: 'a report of concern',
    telling: letter([enclosure('core', byGround)], { kind: 'concernReport', reference: 'concern' }),
    other: letter([enclosure('plan', byConsent('k1'))], { kind: 'disclosure', reference: 'k1' }),
  },
  {
    what: 'an acute placement',
    telling: letter([], { kind: 'placementReceipt' }),
    other: letter([], { kind: 'meetingProposal' }),
  },
];

const police: readonly Partial<WireLetter>[] = [
  { kind: 'policeSeriousCrimeAnswer', reference: 'crime-question' },
  { kind: 'policeAssessment', reference: 'assessment-request' },
];

describe.each(servers)('what the columns of letters tell on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  /** A row as it reads in the clear: references, parties and times say only that they are there. */
  async function plain(table: string, letterId: string) {
    const { rows } = await test_.admin.query<Record<string, unknown>>(
      `select * from ${table} where letter_id = $1`,
      [letterId],
    );
    const opaque = (name: string, value: unknown): unknown => {
      if (value === null) return null;
      if (Buffer.isBuffer(value)) return 'sealed';
      if (value instanceof Date || /_at$|_until$/.test(name)) return 'time';
      return /^(letter_id|case_ref|from_party)$/.test(name) ? 'reference' : value;
    };
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, opaque(name, value)])),
    );
  }

  async function outgoing(sent: Letter) {
    const caseRef = someCase();
    const look = async () => [
      await plain('outbox', sent.letterId),
      await plain('outbox_carriers', sent.letterId),
    ];
    await test_.store.journal.append(
      append(caseRef, 1, { ledger: [stands('k1')], step: { events: [event({ letters: [sent] })] } }),
    );
    const written = await look();
    const name = { unit: 'sav', caseRef, letterId: sent.letterId };
    const claim = await test_.store.outbox.claim(name, NOW, 60);
    if (claim.kind !== 'claimed') throw new Error('the letter was not claimed');
    const claimed = await look();
    await test_.store.outbox.finish(name, claim.fence, 'sent', NOW);
    return [written, claimed, await look()];
  }

  test.each(pairs)(
    'ADR 0021: $what reads like any other letter out, from the step to its end',
    async (pair) => {
      const rows = await outgoing(pair.telling);
      expect(rows).toHaveLength(3);
      expect(rows).toStrictEqual(await outgoing(pair.other));
    },
  );

  test('ADR 0021: an answer of the police on serious crime reads like an assessment, waiting and recorded', async () => {
    const read = await Promise.all(
      police.map(async (differs) => {
        const come = wireLetter({ from: unique('las'), ...differs });
        const { from, letterId } = come;
        const caseRef = someCase();
        await test_.store.inbox.receive({ unit: 'sav', letter: come, receivedAt: NOW, caseRef });
        const waiting = await plain('inbox', letterId);
        await test_.store.inbox.markSignalled('sav', come, caseRef, LATER);
        const told = await plain('inbox', letterId);
        await test_.store.journal.append(
          append(caseRef, 1, { inbox: { from, letterId, outcome: 'recorded' } }),
        );
        return [waiting, told, await plain('inbox', letterId)];
      }),
    );
    expect(read[0]?.flat()).toHaveLength(3);
    expect(read[0]).toStrictEqual(read[1]);
  });
});
