import type { Body } from './support/case-file';
import { CaseFile, refused } from './support/case-file';
import {
  asked,
  consents,
  consentTo,
  criteriaMet,
  investigating,
  moved,
  registered,
  takenOver,
} from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hugo } from './support/people';

const now = '2026-03-02T09:00:00.000Z';

describe('CON-2: a consent names what it lets through, to whom, for what', () => {
  const scope = consentTo(['las'], ['core']);
  test.each<{ of: string; body: Body; rules: readonly string[] | undefined }>([
    { of: 'all that is needed', body: scope, rules: undefined },
    { of: 'two recipients', body: { ...scope, recipients: ['las', 'hisingen'] }, rules: undefined },
    { of: 'an end', body: { ...scope, until: '2026-06-01T00:00:00.000Z' }, rules: undefined },
    { of: 'no purpose', body: { ...scope, purpose: '' }, rules: ['CON-2'] },
    { of: 'an unknown purpose', body: { ...scope, purpose: 'anything' }, rules: ['CON-2'] },
    { of: 'nobody', body: { ...scope, recipients: [] }, rules: ['CON-2'] },
    { of: 'everyone', body: { ...scope, recipients: ['everyone'] }, rules: ['CON-2'] },
    { of: 'the own unit', body: { ...scope, recipients: ['sav'] }, rules: ['CON-2'] },
    { of: 'one known, one not', body: { ...scope, recipients: ['las', 'all'] }, rules: ['CON-2'] },
    { of: 'nothing', body: { ...scope, categories: [] }, rules: ['CON-2'] },
    { of: 'everything', body: { ...scope, categories: ['everything'] }, rules: ['CON-2'] },
    {
      of: 'everything to everyone for anything',
      body: { ...scope, purpose: 'all', recipients: ['everyone'], categories: ['everything'] },
      rules: ['CON-2', 'CON-2', 'CON-2'],
    },
    { of: 'a time to come', body: { ...scope, givenAt: '2026-03-02T09:00:00.001Z' }, rules: ['CON-2'] },
    {
      of: 'an end before now',
      body: { ...scope, givenAt: '2026-01-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' },
      rules: ['CON-2'],
    },
    { of: 'an end that is its beginning', body: { ...scope, until: now }, rules: ['CON-2'] },
  ])('CON-2: a consent that names $of: $rules', ({ body, rules }) => {
    expect(registered().tries(anna, 'giveConsent', body)?.rules).toEqual(rules);
  });

  test('CON-2: the ledger keeps form, time and who received it; the giving unit is the own one', () => {
    const file = registered();
    const id = consents(file, ['las'], ['core'], { form: 'oral', receivedBy: 'axel' });
    expect(file.view(anna)?.['consents']).toEqual([
      {
        ...{ id, purpose: 'threatAssessment', recipients: ['las'], categories: ['core'], form: 'oral' },
        ...{ receivedBy: 'axel', givenAt: now, valid: true },
      },
    ]);
  });
});

describe('CON-1 CON-4: nothing passes a border without a consent that carries it at that moment', () => {
  const disclosure = { recipient: 'hisingen', categories: ['criteria'], purpose: 'exitProcess' };
  function given(of: Body = {}): { file: CaseFile; consent: string } {
    const file = criteriaMet(investigating());
    const consent = consents(file, ['hisingen'], ['core', 'criteria', 'plan'], {
      purpose: 'exitProcess',
      ...of,
    });
    return { file, consent };
  }

  test.each<{ of: string; body: Body; rules: readonly string[] | undefined }>([
    { of: 'what it names', body: {}, rules: undefined },
    { of: 'another recipient', body: { recipient: 'nordost' }, rules: ['CON-2'] },
    { of: 'another purpose', body: { purpose: 'transfer' }, rules: ['CON-2'] },
    { of: 'another category', body: { categories: ['criteria', 'motivation'] }, rules: ['CON-4'] },
    { of: 'no category', body: { categories: [] }, rules: ['CON-4'] },
    { of: 'a category of which the file holds nothing', body: { categories: ['plan'] }, rules: ['CON-4'] },
    { of: 'the police', body: { recipient: 'las' }, rules: ['CON-2', 'INT-5'] },
    { of: 'no consent', body: { consent: 's-none' }, rules: ['CON-1'] },
    { of: 'a consent called constructor', body: { consent: 'constructor' }, rules: ['CON-1'] },
    {
      of: 'everything else',
      body: { recipient: 'bops', purpose: 'transfer', categories: ['motivation'] },
      rules: ['CON-2', 'CON-2', 'CON-4', 'INT-5'],
    },
  ])('CON-1 CON-2 CON-4: a disclosure of $of: $rules', ({ body, rules }) => {
    const { file, consent } = given();
    expect(file.tries(anna, 'discloseWithConsent', { ...disclosure, consent, ...body })?.rules).toEqual(
      rules,
    );
  });

  test('CON-3: nothing is disclosed under a withdrawn consent', () => {
    const { file, consent } = given();
    file.does(anna, 'withdrawConsent', { consent, at: now });
    expect(file.tries(anna, 'discloseWithConsent', { ...disclosure, consent })).toEqual(refused('CON-3'));
  });

  test('CON-3 CON-4: nor after its end, also before the clock has said so', () => {
    const { file, consent } = given({ until: '2026-03-05T12:00:00.000Z' });
    file.at('2026-03-05T12:00:00.001Z');
    expect(file.tries(anna, 'discloseWithConsent', { ...disclosure, consent })).toEqual(refused('CON-3'));
  });

  test('CON-4: the letter holds each category once with the consent that carries it, and the step records it', () => {
    const { file, consent } = given();
    file.does(anna, 'discloseWithConsent', { ...disclosure, consent, categories: ['criteria', 'criteria'] });
    expect(file.event('DisclosureWritten')).toMatchObject({
      ...{ to: 'hisingen', consentId: consent, categories: ['criteria'], rules: ['CON-1', 'CON-4'] },
    });
    expect(file.letter('disclosure').enclosures).toEqual([
      {
        category: 'criteria',
        carrier: {
          kind: 'consent',
          consent: {
            ...{ consentId: consent, givingUnit: 'sav', ledgerCase: 'c-sav', purpose: 'exitProcess' },
            ...{ recipients: ['hisingen'], categories: ['core', 'criteria', 'plan'], givenAt: now },
          },
        },
        facts: { milieu: 'met', wish: 'met', need: 'met' },
        notes: [1, 2, 3].map(() => ({ noteId: 'o-reason', field: 'reason' })),
      },
    ]);
    expect(file.last().effects).toEqual([
      { type: 'letter', letterId: file.letter('disclosure').letterId, consents: [consent] },
    ]);
  });

  test('CON-1: a control letter has no enclosure, and its facts are references, dates and codes', () => {
    const { sender, receiver } = takenOver();
    const control = [...sender.letters(), ...receiver.letters()].filter(
      ({ kind }) => !['transferPackage', 'threatAssessmentRequest'].includes(kind),
    );
    expect(control.map(({ kind }) => kind)).toEqual(['transferOffer', 'transferReceipt']);
    expect(control.flatMap(({ enclosures }) => enclosures)).toEqual([]);
    expect(control.map(({ facts }) => Object.keys(facts))).toEqual([
      ['matter', 'homeDistrict', 'offeredAt', 'receiptDue'],
      ['confirmedBy', 'confirmedAt'],
    ]);
  });
});

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

  test('CON-9: consent is given anew after a withdrawal', () => {
    const file = investigating();
    const first = consents(file, ['las'], ['core']);
    file.does(anna, 'withdrawConsent', { consent: first, at: now });
    const again = consents(file, ['las'], ['core']);
    expect(again).not.toBe(first);
    expect(file.tries(anna, 'requestThreatAssessment', { occasion: 'first' })).toBeUndefined();
  });
});
