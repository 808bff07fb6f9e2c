import type { CarryingConsent, ReceivedLetter } from '../../domain/letters/letter';
import { CaseFile, refused } from './support/case-file';
import { consents, criteriaMet, investigating, moved } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hedda, hugo } from './support/people';

const now = '2026-03-02T09:00:00.000Z';

/** The letter with its carrying consents changed, as another system could write them. */
function changed(letter: ReceivedLetter, by: Partial<CarryingConsent>): ReceivedLetter {
  const enclosures = letter.enclosures.map(({ carrier, ...enclosure }) => ({
    ...enclosure,
    carrier: carrier.kind === 'consent' ? { ...carrier, consent: { ...carrier.consent, ...by } } : carrier,
  }));
  return { ...letter, enclosures };
}

/** SAV has disclosed the criteria to Hisingen under a consent; Hisingen's file was opened by that. */
function disclosed(): { readonly file: CaseFile; readonly there: CaseFile; readonly consent: string } {
  const file = criteriaMet(investigating());
  const consent = consents(file, ['hisingen'], ['criteria'], { purpose: 'exitProcess' });
  const body = { consent, recipient: 'hisingen', categories: ['criteria'], purpose: 'exitProcess' };
  file.does(anna, 'discloseWithConsent', body);
  file.delivered(file.letter('disclosure').letterId, 'sent', ['criteria']);
  const there = new CaseFile('hisingen');
  there.gets(arrives(file.letter('disclosure'), 'sav', now));
  return { file, there, consent };
}

describe('CON-2 DEF-10: a consent that came along is the sender’s own', () => {
  test.each([
    { given: 'another giving unit', by: { givingUnit: 'nordost' } },
    { given: 'another case’s ledger', by: { ledgerCase: 'c-other' } },
  ])(
    'CON-2 DEF-10: with $given it does not enter the ledger; the application is held all the same',
    ({ by }) => {
      const { sender, receiver } = moved();
      receiver.gets(changed(arrives(sender.letter('transferPackage'), 'sav', now), by));
      expect(receiver.state.transfer.application?.standing).toBe('held');
      expect(receiver.state.consent.consents).toEqual({});
      receiver.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
      expect(receiver.view(hugo)?.['criteria']).toMatchObject({ consent: 'unknown' });
    },
  );

  test('CON-2: nor does it take the place of one that stands on the own ledger', () => {
    const { there } = disclosed();
    there.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    const own = consents(there, ['sav'], ['criteria'], { purpose: 'exitProcess' });
    const { file } = disclosed();
    const letter = changed(arrives(file.letter('disclosure'), 'sav', now), { consentId: own });
    there.gets({ ...letter, letterId: 'l-second' });
    expect(there.state.consent.consents[own]).toMatchObject({ form: 'written', recipients: ['sav'] });
  });
});

describe('CON-3: a withdrawal reaches a file that got a mere disclosure', () => {
  test('CON-3: told by the unit that disclosed, it stands on the record there and is acknowledged', () => {
    const { file, there, consent } = disclosed();
    file.does(anna, 'withdrawConsent', { consent, at: now });
    expect(there.gets(arrives(file.letter('consentWithdrawn'), 'sav', now))).toBeUndefined();
    expect(there.state.consent.consents[consent]?.ended).toEqual({ at: now, by: 'withdrawal', toldAt: now });
    expect(file.gets(arrives(there.letter('withdrawalReceipt'), 'hisingen', now))).toBeUndefined();
  });

  test('CON-3: told there, it goes on at once to the unit whose ledger holds the consent', () => {
    const { file, there, consent } = disclosed();
    there.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    there.does(hugo, 'withdrawConsent', { consent, at: now });
    expect(there.letter('consentWithdrawn')).toMatchObject({
      to: 'sav',
      toCase: 'c-sav',
      reference: consent,
    });
    expect(file.gets(arrives(there.letter('consentWithdrawn'), 'hisingen', now))).toBeUndefined();
    expect(file.state.consent.consents[consent]?.ended?.by).toBe('withdrawal');
  });

  test('CON-3: another disclosure under it, come late, does not make it stand again', () => {
    const { file, there, consent } = disclosed();
    file.does(anna, 'withdrawConsent', { consent, at: now });
    there.gets(arrives(file.letter('consentWithdrawn'), 'sav', now));
    there.gets({ ...arrives(file.letter('disclosure'), 'sav', now), letterId: 'l-late' });
    expect(there.state.consent.consents[consent]?.ended).toBeDefined();
  });

  test('DEF-10: it lets nobody take part there, and carries nothing out', () => {
    const { there, consent } = disclosed();
    there.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    expect(there.view(hugo)?.['criteria']).toMatchObject({ consent: 'unknown' });
    const body = { consent, recipient: 'hisingen', categories: ['criteria'], purpose: 'exitProcess' };
    expect(there.tries(hugo, 'discloseWithConsent', body)?.rules).toContain('DEF-10');
  });

  test('CON-3: a party that is not in it is refused', () => {
    const { there, consent } = disclosed();
    const letter = byHand('consentWithdrawn', { from: 'nordost', reference: consent });
    expect(there.gets(letter)).toEqual(refused('CON-3'));
  });
});

test('CON-3: of two files of one party the other is told, also where the delivery to the one that told us is not noted yet', () => {
  const file = criteriaMet(investigating());
  const consent = consents(file, ['hisingen'], ['criteria'], { purpose: 'exitProcess' });
  const body = { consent, recipient: 'hisingen', categories: ['criteria'], purpose: 'exitProcess' };
  file.does(anna, 'discloseWithConsent', body);
  const first = file.letter('disclosure').letterId;
  file.delivered(first, 'sent', ['criteria']).does(anna, 'discloseWithConsent', body);
  file.gets(byHand('consentWithdrawn', { from: 'hisingen', reference: consent, fromCase: 'c-second' }));
  expect(file.letters('consentWithdrawn')).toMatchObject([{ to: 'hisingen', opener: first }]);
});
