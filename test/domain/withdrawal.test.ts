import type { CaseFile } from './support/case-file';
import { refused } from './support/case-file';
import { asked, consents, criteriaMet, investigating, moved, registered, takenOver } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hugo } from './support/people';

const now = '2026-03-02T09:00:00.000Z';

describe('CON-3: a consent is withdrawn at any time', () => {
  const disclose = (file: CaseFile, consent: string): string => {
    const body = { consent, recipient: 'hisingen', categories: ['criteria'], purpose: 'exitProcess' };
    file.does(anna, 'discloseWithConsent', body);
    return file.letter('disclosure').letterId;
  };
  function given(): { file: CaseFile; consent: string } {
    const file = criteriaMet(investigating());
    return { file, consent: consents(file, ['hisingen'], ['criteria'], { purpose: 'exitProcess' }) };
  }

  test('CON-3: what was sent stays on the record, and each file that got it is told when it was said', () => {
    const { file, consent } = given();
    const [first, second] = [disclose(file, consent), disclose(file, consent)];
    file.delivered(first, 'sent', ['criteria']).delivered(second, 'sent', ['criteria']);
    file
      .at('2026-03-04T09:00:00.000Z')
      .does(anna, 'withdrawConsent', { consent, at: '2026-03-03T18:00:00.000Z' });
    expect(file.letters('consentWithdrawn')).toMatchObject([
      { to: 'hisingen', opener: first, reference: consent, facts: { toldAt: '2026-03-03T18:00:00.000Z' } },
      { to: 'hisingen', opener: second, reference: consent, facts: { toldAt: '2026-03-03T18:00:00.000Z' } },
    ]);
    expect(file.state.consent.letters[first]).toMatchObject({ standing: 'sent', categories: ['criteria'] });
  });

  test('CON-3 CON-6: what waited is stopped, and who got nothing is told nothing', () => {
    const { file, consent } = given();
    const letter = disclose(file, consent);
    file.does(anna, 'withdrawConsent', { consent, at: now }).delivered(letter, 'stopped');
    expect(file.letters('consentWithdrawn')).toEqual([]);
    expect(file.state.consent.letters[letter]).toMatchObject({ standing: 'stopped', categories: [] });
    expect(file.last().rules).toEqual(['CON-3']);
  });

  test('CON-3: what was on its way and arrived is told of afterwards', () => {
    const { file, consent } = given();
    const letter = disclose(file, consent);
    file.does(anna, 'withdrawConsent', { consent, at: now }).delivered(letter, 'sent', ['criteria']);
    expect(file.letters('consentWithdrawn')).toMatchObject([{ opener: letter, facts: { toldAt: now } }]);
    file.delivered(letter, 'sent', ['criteria']);
    expect(file.letters('consentWithdrawn')).toHaveLength(1);
  });

  test.each(['s-none', 'constructor', '__proto__'])(
    'CON-3: “%s” is on no ledger; the person is told whom to turn to',
    (consent) => {
      expect(registered().tries(anna, 'withdrawConsent', { consent, at: now })).toEqual(refused('CON-3'));
    },
  );

  test('CON-3: it ends once', () => {
    const { file, consent } = given();
    file.does(anna, 'withdrawConsent', { consent, at: now });
    expect(file.tries(anna, 'withdrawConsent', { consent, at: now })).toEqual(refused('CON-3'));
  });

  test('CON-3: in a closed file too, and the receiver of the transfer is told in its own case', () => {
    const { sender, receiver } = takenOver();
    sender.delivered(sender.letter('transferPackage').letterId, 'sent', ['core', 'criteria']);
    sender.does(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' });
    const consent = sender.letter('transferPackage').enclosures[0]?.carrier;
    const id = consent?.kind === 'consent' ? consent.consent.consentId : '';
    sender.does(anna, 'withdrawConsent', { consent: id, at: now });
    const letter = sender.letter('consentWithdrawn');
    expect(letter).toMatchObject({ to: 'hisingen', toCase: 'c-hisingen', reference: id });
    expect(receiver.gets(arrives(letter, 'sav', now))).toBeUndefined();
    expect(receiver.view(hugo)?.['criteria']).toMatchObject({ standing: 'potential', consent: 'unknown' });
    const receipt = receiver.letter('withdrawalReceipt');
    expect(receipt).toMatchObject({ to: 'sav', toCase: 'c-sav', facts: { recordedAt: now } });
    expect(sender.gets(arrives(receipt, 'hisingen', now))).toBeUndefined();
  });

  test('CON-3: told to the receiver, it goes on at once to the unit whose ledger holds the consent', () => {
    const { sender, receiver } = takenOver();
    const [id = ''] = Object.keys(receiver.state.consent.consents);
    receiver.does(hugo, 'withdrawConsent', { consent: id, at: now });
    const letter = receiver.letter('consentWithdrawn');
    expect(letter).toMatchObject({ to: 'sav', toCase: 'c-sav', reference: id, facts: { toldAt: now } });
    expect(sender.gets(arrives(letter, 'hisingen', now))).toBeUndefined();
    expect(sender.state.consent.consents[id]?.ended).toEqual({ at: now, by: 'withdrawal', toldAt: now });
  });

  test('CON-3: told by one party, the others that got something are told too', () => {
    const file = criteriaMet(investigating());
    const parties = ['hisingen', 'nordost'];
    const consent = consents(file, parties, ['criteria'], { purpose: 'exitProcess' });
    for (const recipient of parties) {
      const body = { consent, recipient, categories: ['criteria'], purpose: 'exitProcess' };
      file.does(anna, 'discloseWithConsent', body);
      file.delivered(file.letter('disclosure').letterId, 'sent', ['criteria']);
    }
    file.gets(byHand('consentWithdrawn', { from: 'hisingen', reference: consent, facts: { toldAt: 7 } }));
    expect(file.letters('consentWithdrawn').map(({ to }) => to)).toEqual(['nordost']);
    expect(file.letters('withdrawalReceipt').map(({ to }) => to)).toEqual(['hisingen']);
    expect(file.event('ConsentEnded')).toMatchObject({ toldAt: '2026-03-02T10:00:00.000Z' });
  });

  test.each([
    { from: 'nordost', reference: 'own', rules: ['CON-3'] },
    { from: 'las', reference: 'own', rules: undefined },
    { from: 'las', reference: 's-none', rules: ['CON-3'] },
    { from: 'las', reference: 'constructor', rules: ['CON-3'] },
  ])('CON-1 CON-3: $from sends on a withdrawal of “$reference”: $rules', ({ from, reference, rules }) => {
    const file = asked();
    const [own = ''] = Object.keys(file.state.consent.consents);
    const letter = byHand('consentWithdrawn', { from, reference: reference === 'own' ? own : reference });
    expect(file.gets(letter)?.rules).toEqual(rules);
  });

  test('CON-3: the receipt of a withdrawal is taken only from whom one was sent', () => {
    const receipt = byHand('withdrawalReceipt', { from: 'hisingen', reference: 's-1' });
    expect(moved().sender.gets(receipt)).toEqual(refused('CON-3'));
  });
});

describe('CON-9: a refusal is no withdrawal', () => {
  test('CON-9: it is recorded with who asked, for what, when; the ledger stands', () => {
    const file = asked();
    const refusal = { purpose: 'transfer', recipient: 'hisingen', at: now };
    file.does(anna, 'recordConsentRefusal', refusal);
    expect(file.event('ConsentRefused')).toMatchObject({
      ...{ purpose: 'transfer', recipient: 'hisingen', askedBy: 'anna', refusedAt: now, rules: ['CON-9'] },
    });
    expect(Object.values(file.state.consent.consents)).toMatchObject([{ recipients: ['las', 'bops'] }]);
    expect(Object.values(file.state.consent.consents)[0]?.ended).toBeUndefined();
  });

  test.each([
    { purpose: 'transfer', recipient: 'las', rules: undefined },
    { purpose: 'anything', recipient: 'las', rules: ['CON-9'] },
    { purpose: 'transfer', recipient: 'sav', rules: ['CON-9'] },
    { purpose: 'transfer', recipient: '19900118-9811', rules: ['CON-9'] },
    { purpose: 'all', recipient: 'everyone', rules: ['CON-9', 'CON-9'] },
  ])('CON-9: a refusal of “$purpose” to “$recipient” is refused by $rules', ({ rules, ...body }) => {
    expect(asked().tries(anna, 'recordConsentRefusal', { ...body, at: now })?.rules).toEqual(rules);
  });

  test('CON-9: consent is given anew after a withdrawal', () => {
    const file = investigating();
    const first = consents(file, ['las'], ['core']);
    file.does(anna, 'withdrawConsent', { consent: first, at: now });
    const again = consents(file, ['las'], ['core']);
    expect(again).not.toBe(first);
    expect(file.tries(anna, 'requestThreatAssessment', { occasion: 'first' })).toBeUndefined();
  });
});
