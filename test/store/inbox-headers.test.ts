import { randomUUID } from 'node:crypto';

import type { WireLetter } from '../../domain/letters/wire';
import { letterKeyId } from '../../security/key-ring';
import { SealedError } from '../../security/sealed';
import type { DataKey } from '../../security/sealed';
import type { WaitingHeader } from '../../store/inbox-sealing';
import { openJson, sealJson } from '../../store/sealing';
import type { SealedPlace } from '../../store/sealing';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { NOW, someCase, unique, wireLetter } from './support/steps';

describe.each(servers)('what a relay is told of a waiting letter, on $server (ADR 0027)', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  async function received(differs: object, opens: boolean): Promise<WireLetter> {
    const letter = wireLetter({ from: unique('north'), letterId: randomUUID(), ...differs });
    await test_.store.inbox.receive({ unit: 'sav', letter, receivedAt: NOW, caseRef: someCase(), opens });
    return letter;
  }

  const headerOf = ({ from, letterId }: WireLetter): Promise<WaitingHeader | undefined> =>
    test_.store.inbox.header('sav', from, letterId);

  const keyOf = ({ from, letterId }: WireLetter): Promise<DataKey> =>
    test_.ring.get('sav', letterKeyId(from, letterId));

  /** Where headers were before they said whether the letter opens its case. */
  const before = ({ from, letterId }: WireLetter): SealedPlace => ({
    ...{ table: 'inbox', unit: 'sav', owner: from, id: `${letterId} header` },
  });

  async function keptAsBefore(letter: WireLetter): Promise<void> {
    const { kind, reference, letterId } = letter;
    const header = sealJson(await keyOf(letter), { kind, reference }, before(letter));
    await test_.admin.query('update inbox set sealed_header = $1 where letter_id = $2', [header, letterId]);
  }

  test.each([true, false])('CON-8: that it opens its case (%s) stands in its header', async (opens) => {
    const letter = await received({ kind: 'transferOffer' }, opens);
    await test_.admin.query(`update inbox set sealed = '' where letter_id = $1`, [letter.letterId]);
    await expect(headerOf(letter)).resolves.toMatchObject({ kind: 'transferOffer', opens });
  });

  test.each([
    ['an offer', { kind: 'transferOffer' }, true],
    ['a recall that may overtake its offer', { kind: 'transferRecall', opener: 'l-1' }, true],
    ['a recall of a placement’s hand-over', { kind: 'placementRecall', opener: 'l-1' }, true],
    ['a disclosure after a transfer', { kind: 'disclosure', opener: 'l-1' }, false],
    ['a disclosure to a case that it names', { kind: 'disclosure', toCase: 'c-7k3m9x0q2d5w8z1b' }, false],
    ['what opens no file', { kind: 'consentWithdrawn' }, false],
  ])('CON-10: %s of before: what it opens is seen from the letter', async (_what, differs, opens) => {
    const letter = await received(differs, false);
    await keptAsBefore(letter);
    await expect(headerOf(letter)).resolves.toMatchObject({ kind: differs.kind, opens });
  });

  test('CON-8: a damaged header is not made up for by reading the letter', async () => {
    const letter = await received({ kind: 'transferOffer' }, true);
    await test_.admin.query(
      'update inbox set sealed_header = overlay(sealed_header placing $1 from 20) where letter_id = $2',
      [Buffer.from('damaged'), letter.letterId],
    );
    await expect(headerOf(letter)).rejects.toBeInstanceOf(SealedError);
  });

  test('a relay of the release before cannot open the header, and so refuses no letter that it knows no case for', async () => {
    const letter = await received({ kind: 'transferOffer' }, true);
    const { rows } = await test_.admin.query<{ sealed_header: Buffer }>(
      'select sealed_header from inbox where letter_id = $1',
      [letter.letterId],
    );
    const key = await keyOf(letter);
    const [row] = rows;
    if (row === undefined) throw new Error('the letter is not there');
    expect(() => openJson(key, row.sealed_header, before(letter))).toThrow(SealedError);
  });
});
