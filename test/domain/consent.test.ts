import type { Body, CaseFile } from './support/case-file';
import { refused } from './support/case-file';
import { consents, consentTo, criteriaMet, investigating, registered, takenOver } from './support/given';
import { anna } from './support/people';

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
        notes: ['milieu', 'wish', 'need'].map((name) => ({ noteId: 'o-reason', field: `${name}.reason` })),
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
