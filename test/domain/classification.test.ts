import type { Body } from './support/case-file';
import { CaseFile, refused, told } from './support/case-file';
import { consents, registered } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hugo } from './support/people';
import { answered, askedAtSav, assessedAtDistrict, atDistrict, requested } from './support/questions';

const core = ['question', 'core'];
const regular = { kind: 'regular', from: '2026-03-02' };

describe('RSP-13: a district asks SAV for its assessment', () => {
  test.each<{
    given: string;
    of?: Body;
    recipients?: readonly string[];
    rules: readonly string[] | undefined;
  }>([
    { given: 'classification', rules: undefined },
    { given: 'the exit process', of: { purpose: 'exitProcess' }, rules: undefined },
    { given: 'advice', of: { purpose: 'advice' }, rules: ['CON-2'] },
    { given: 'another unit', recipients: ['centrum'], rules: ['CON-2'] },
  ])('RSP-13 CON-2: a consent for $given: refused by $rules', ({ of = {}, recipients = ['sav'], rules }) => {
    const file = atDistrict();
    const consent = consents(file, recipients, core, { purpose: 'classification', ...of });
    const body = { consent, categories: ['core'] };
    expect(file.tries(hugo, 'requestClassification', body, 'text')?.rules).toEqual(rules);
  });

  test('RSP-13: without a consent nothing goes, and the district goes on without any classification', () => {
    const file = assessedAtDistrict();
    const body = { consent: '', categories: [] };
    expect(file.tries(hugo, 'requestClassification', body, 'text')).toEqual(refused('RSP-13'));
    expect(file.view(hugo)).toMatchObject({ next: { code: 'grantIntervention' } });
    expect(file.tries(hugo, 'grantIntervention', regular)).toBeUndefined();
  });

  test('RSP-13 RSP-5: no step of the district waits for SAV', () => {
    const [{ file }, other] = [requested(), assessedAtDistrict()];
    expect(file.view(hugo)).toMatchObject({ next: { code: 'grantIntervention' }, awaits: 'us' });
    const possible = (of: CaseFile): readonly string[] =>
      of.offers(hugo).flatMap((offer) => (offer.possible ? [offer.action] : []));
    expect(possible(file)).toEqual(expect.arrayContaining([...possible(other)]));
    file.does(hugo, 'grantIntervention', regular);
    expect(file.tries(hugo, 'completeExit', { outcome: 'leftMilieu' })).toBeUndefined();
  });

  test('RSP-13: asked once until it is answered, and then anew where needs have changed', () => {
    const { file, consent } = requested();
    const body = { consent, categories: ['core'] };
    expect(file.tries(hugo, 'requestClassification', body, 'text')).toEqual(refused('RSP-13'));
    answered(file, 'notAble');
    const again = { consent, categories: ['criteria', 'threatAssessment'] };
    expect(file.tries(hugo, 'requestClassification', again, 'text')).toBeUndefined();
    answered(file, 'able', 'c-sav-2');
    expect(file.state.handling.answered).toMatchObject({ classification: 'special', ability: 'able' });
  });

  test('RSP-13: only a district with the application asks', () => {
    const sav = registered();
    const consent = consents(sav, ['hisingen'], core, { purpose: 'classification' });
    expect(sav.tries(anna, 'requestClassification', { consent, categories: [] })).toEqual(
      refused('RSP-13', 'CON-2'),
    );
    const file = atDistrict();
    const own = consents(file, ['sav'], core, { purpose: 'classification' });
    file.does(hugo, 'withdrawApplication', { at: file.now });
    expect(file.tries(hugo, 'requestClassification', { consent: own, categories: [] })).toEqual(
      refused('RSP-13'),
    );
  });

  test.each([
    { what: 'to a district', from: 'centrum', unit: 'hisingen', rule: 'DEF-5' },
    { what: 'from the duty desk', from: 'socialjour', unit: 'sav', rule: 'RSP-13' },
    { what: 'from SAV itself', from: 'sav', unit: 'sav', rule: 'RSP-13' },
  ])('RSP-13 DEF-5: a request $what opens nothing: $rule', ({ from, unit, rule }) => {
    const letter = byHand('classificationRequest', { from, reference: 'q-1' });
    expect(new CaseFile(unit).gets(letter)).toEqual(refused(rule));
  });
});

describe('RSP-13 DEF-6: SAV sees only what was disclosed', () => {
  test('RSP-13 FUP-9 DEF-6: criteria, motivation and threat come in as they were disclosed', () => {
    const sav = askedAtSav(requested().file.letter('classificationRequest'));
    expect(sav.view(anna)).toMatchObject({
      ...{ matter: 'assessment', holdsApplication: false, next: { code: 'classify' } },
      criteria: { milieu: 'met', wish: 'met', need: 'met', consent: 'met', standing: 'defector' },
      threat: { assessment: { level: 'high', final: true }, needsProtection: true },
    });
  });

  test('RSP-13 CON-6: what was not disclosed is not there', () => {
    const sav = askedAtSav(requested(['core']).file.letter('classificationRequest'));
    expect(sav.view(anna)).toMatchObject({
      criteria: { milieu: 'unknown', standing: 'potential' },
      threat: { assessment: null },
    });
  });

  test.each<{
    disclosed: readonly string[];
    final?: boolean;
    body: Body;
    note?: string;
    rules: readonly string[] | undefined;
  }>([
    { disclosed: ['criteria', 'threatAssessment'], body: { classification: 'special' }, rules: undefined },
    { disclosed: ['criteria', 'threatAssessment'], body: { classification: 'notSpecial' }, rules: ['DEF-4'] },
    { disclosed: ['threatAssessment'], body: { classification: 'special' }, rules: ['DEF-2'] },
    { disclosed: ['criteria'], body: { classification: 'special' }, rules: ['DEF-6', 'DEF-4'] },
    {
      disclosed: ['criteria'],
      body: { classification: 'special' },
      note: 'otherCircumstances',
      rules: undefined,
    },
    {
      disclosed: ['criteria', 'threatAssessment'],
      final: false,
      body: { classification: 'special' },
      rules: ['DEF-6'],
    },
    { disclosed: [], body: { classification: 'notSpecial' }, rules: ['DEF-6'] },
  ])(
    'DEF-6 DEF-4 DEF-2: $disclosed disclosed (final: $final), $body.classification, $note stated: refused by $rules',
    ({ disclosed, final = true, body, note, rules }) => {
      const { file } = requested(disclosed, assessedAtDistrict({ level: 'high', final }));
      const sav = askedAtSav(file.letter('classificationRequest'));
      const notes = note === undefined ? [] : [note];
      expect(sav.tries(anna, 'classifyDefector', body, ...notes)?.rules).toEqual(rules);
    },
  );

  test('DEF-9 THR-1 RSP-5: SAV does nothing there that belongs to the handling unit, and rejects nothing', () => {
    const sav = askedAtSav(requested().file.letter('classificationRequest')).does(anna, 'openInvestigation');
    const needs = { criterion: 'need', value: 'met' };
    expect(sav.tries(anna, 'recordCriterion', needs)).toEqual(refused('DEF-9'));
    expect(sav.tries(anna, 'requestThreatAssessment', { occasion: 'first' })?.rules).toContain('THR-1');
    expect(sav.offer(anna, 'rejectApplication').possible).toBe(false);
    expect(sav.offer(anna, 'offerTransfer').possible).toBe(false);
    expect(sav.offer(anna, 'withdrawApplication').possible).toBe(false);
  });
});

describe('RSP-13: the decision is the answer', () => {
  test.each([
    { found: 'able', facts: { classification: 'special', ability: 'able' }, handledBy: 'own', unit: 'sav' },
    {
      found: 'notAble',
      facts: { classification: 'special', ability: 'notAble' },
      handledBy: 'askingUnit',
      unit: 'hisingen',
    },
    {
      found: 'notSpecial',
      facts: { classification: 'notSpecial' },
      handledBy: 'askingUnit',
      unit: 'hisingen',
    },
  ] as const)(
    'RSP-5 RSP-13: $found: the application is handled by $unit',
    ({ found, facts, handledBy, unit }) => {
      const { file, consent } = requested(
        undefined,
        assessedAtDistrict({ level: found === 'notSpecial' ? 'low' : 'high' }),
      );
      const sav = answered(file, found);
      expect(sav.state.handling.decision).toEqual({ handledBy, unit });
      expect(sav.letter('classificationAnswer')).toMatchObject({
        ...{ to: 'hisingen', toCase: 'c-hisingen', facts: {} },
        enclosures: [
          { category: 'question', facts, notes: [], carrier: { consent: { consentId: consent } } },
        ],
      });
      expect(file.view(hugo)).toMatchObject({ handling: { answered: { by: 'sav', ...facts } } });
      expect(told(file.last())).toEqual(['caseworker:letterArrived']);
    },
  );

  test('RSP-13 DEF-8: SAV decides when it has classified and assessed, and once', () => {
    const sav = askedAtSav(requested().file.letter('classificationRequest'));
    expect(sav.tries(anna, 'decideHandling')).toEqual(refused('RSP-1'));
    sav.does(anna, 'classifyDefector', { classification: 'special' });
    expect(sav.view(anna)).toMatchObject({ next: { code: 'assessAbility' } });
    expect(sav.tries(anna, 'decideHandling')).toEqual(refused('RSP-1'));
    sav.does(anna, 'assessAbility', { ability: 'able' });
    expect(sav.tries(anna, 'closeCase', { reason: 'answered' })).toEqual(refused('RSP-13', 'RSP-13'));
    expect(sav.view(anna)).toMatchObject({ next: { code: 'decideHandling' } });
    sav.does(anna, 'decideHandling');
    for (const [name, body] of [
      ['decideHandling', {}],
      ['classifyDefector', { classification: 'special' }],
      ['assessAbility', { ability: 'able' }],
    ] as const) {
      expect(sav.tries(anna, name, body)).toEqual(refused('RSP-13'));
    }
    expect(sav.tries(anna, 'closeCase', { reason: 'answered' })).toBeUndefined();
  });

  test('CON-3 RSP-13: once the consent is withdrawn SAV assesses no more, and nothing is answered', () => {
    const { file, consent } = requested();
    const sav = askedAtSav(file.letter('classificationRequest'));
    sav.gets(byHand('consentWithdrawn', { from: 'hisingen', reference: consent }));
    expect(sav.tries(anna, 'classifyDefector', { classification: 'notSpecial' })?.rules).toContain('CON-3');
    expect(sav.offer(anna, 'decideHandling').rules).toContain('CON-3');
    expect(sav.tries(anna, 'closeCase', { reason: 'noFurtherAction' })).toBeUndefined();
  });

  test.each([
    null,
    'special',
    {},
    { classification: 'special' },
    { classification: 'notSpecial', ability: 'able' },
    { classification: 'constructor' },
  ])('RSP-13: an answer that says %j is not taken', (facts) => {
    const { file } = requested();
    const sav = askedAtSav(file.letter('classificationRequest'));
    sav
      .does(anna, 'classifyDefector', { classification: 'special' })
      .does(anna, 'assessAbility', { ability: 'able' });
    const letter = arrives(sav.does(anna, 'decideHandling').letter('classificationAnswer'), 'sav', file.now);
    const enclosures = letter.enclosures.map((enclosure) => ({ ...enclosure, facts }));
    expect(file.gets({ ...letter, enclosures })).toEqual(refused('RSP-13'));
  });

  test('ACC-3: where SAV has found a special defector the district’s file is open to named staff only', () => {
    const { file } = requested();
    expect(file.view(hugo)).toMatchObject({ restricted: false });
    answered(file);
    expect(file.view(hugo)).toMatchObject({ restricted: true });
  });
});
