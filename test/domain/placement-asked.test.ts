import type { Body } from './support/case-file';
import { CaseFile, refused, told } from './support/case-file';
import { consents, handledBySav, registered } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hedda, hugo, jouren, rut } from './support/people';
import { monday, mondayNight, placedAndTold, terms } from './support/placing';

const ask: Body = { askedAt: '2026-03-02T08:00:00.000Z', categories: [] };

/** SAV's exit file, the home district known, and a consent towards it. */
function consented(of: Body = {}): CaseFile {
  const file = registered().does(anna, 'setHomeDistrict', { district: 'hisingen' });
  consents(file, ['hisingen'], ['core', 'placement', 'motivation'], { purpose: 'placement', ...of });
  return file;
}

describe('PLC-1: asked for before it is clear who handles', () => {
  test('PLC-1: at the home district it opens a file of its own, and waits for the decision', () => {
    const file = new CaseFile('hisingen');
    file.does(hugo, 'applyForAcutePlacement', { ...ask, homeDistrict: 'hisingen' });
    expect(file.state.intake).toMatchObject({ matter: 'placement', homeDistrict: 'hisingen', person: 'v-1' });
    expect(file.view(hugo)).toMatchObject({ next: { code: 'decidePlacement' } });
    expect(file.letters()).toEqual([]);
    expect(file.tries(hugo, 'decideAcutePlacement', terms)).toBeUndefined();
  });

  test('PLC-1: in the exit file of the home district it is on record there', () => {
    const file = new CaseFile('hisingen').does(hugo, 'registerApplication', {
      ...{ channel: 'reception', receivedAt: monday, age: 24, inCustody: false },
    });
    expect(file.tries(hugo, 'applyForAcutePlacement', ask)).toEqual(refused('INT-6'));
    file.does(hugo, 'setHomeDistrict', { district: 'hisingen' });
    file.does(hugo, 'applyForAcutePlacement', ask);
    expect(file.letters()).toEqual([]);
    expect(file.view(hugo)).toMatchObject({ matter: 'exit', next: { code: 'decidePlacement' } });
  });

  test.each([
    { unit: 'socialjour', by: jouren, home: 'hisingen', next: 'passOnPlacement' },
    { unit: 'sav', by: anna, home: 'unclear', next: 'passOnPlacement' },
  ])('PLC-1: $unit opens a file for what it received, home district $home', ({ unit, by, home, next }) => {
    const file = new CaseFile(unit).at(mondayNight);
    file.does(by, 'applyForAcutePlacement', { ...ask, homeDistrict: home });
    expect(file.view(by)).toMatchObject({ matter: 'placement', homeDistrict: home, next: { code: next } });
  });

  test.each([
    { home: 'nobody', askedAt: monday, rules: ['INT-6'] },
    { home: 'hisingen', askedAt: '2026-03-02T09:00:00.001Z', rules: ['PLC-1'] },
    { home: 'hisingen', askedAt: monday, rules: undefined },
  ])('PLC-1 INT-6: home district $home, asked $askedAt: $rules', ({ home, askedAt, rules }) => {
    const body = { askedAt, categories: [], homeDistrict: home };
    expect(new CaseFile('hisingen').tries(hugo, 'applyForAcutePlacement', body)?.rules).toEqual(rules);
  });
});

describe('PLC-1 CON-1: another unit passes it on with what the consent covers', () => {
  test.each(['stopped', 'rejected'] as const)(
    'PLC-1 CON-9: %s on the way it is passed on anew',
    (outcome) => {
      const file = consented().does(anna, 'applyForAcutePlacement', ask);
      expect(file.tries(anna, 'applyForAcutePlacement', ask)).toEqual(refused('PLC-1'));
      file.delivered(file.letter('placementApplication').letterId, outcome);
      expect(file.view(anna)).toMatchObject({ next: { code: 'passOnPlacement' } });
      expect(file.does(anna, 'applyForAcutePlacement', ask).letters('placementApplication')).toHaveLength(2);
    },
  );

  const noConsent = (): CaseFile => registered().does(anna, 'setHomeDistrict', { district: 'hisingen' });
  const ended = (): CaseFile => {
    const file = consented();
    const consent = Object.keys(file.state.consent.consents)[0] ?? '';
    return file.does(anna, 'withdrawConsent', { consent, at: file.now });
  };
  const unclear = (): CaseFile => consented().does(anna, 'setHomeDistrict', { district: 'unclear' });
  const twice = (): CaseFile => consented().does(anna, 'applyForAcutePlacement', ask);

  test.each([
    { given: 'a consent to the placement', file: () => consented(), rules: undefined },
    {
      given: 'a consent to the exit process',
      file: () => consented({ purpose: 'exitProcess' }),
      rules: undefined,
    },
    { given: 'a consent to a transfer', file: () => consented({ purpose: 'transfer' }), rules: ['CON-1'] },
    { given: 'no consent', file: noConsent, rules: ['CON-1'] },
    { given: 'a consent withdrawn', file: ended, rules: ['CON-1'] },
    {
      given: 'a consent to another district',
      file: () => consented({ recipients: ['nordost'] }),
      rules: ['CON-1'],
    },
    {
      given: 'a consent without the core',
      file: () => consented({ categories: ['placement'] }),
      rules: ['CON-1'],
    },
    { given: 'an unclear home district', file: unclear, rules: ['INT-6'] },
    { given: 'it is known nowhere', file: registered, rules: ['INT-6'] },
    { given: 'it was passed on', file: twice, rules: ['PLC-1'] },
    { given: 'SAV handles', file: handling, rules: ['PLC-1'] },
  ])('PLC-1 CON-1 INT-6: $given: $rules', ({ file, rules }) => {
    expect(file().tries(anna, 'applyForAcutePlacement', ask)?.rules).toEqual(rules);
  });

  function handling(): CaseFile {
    const file = handledBySav().does(anna, 'setHomeDistrict', { district: 'hisingen' });
    consents(file, ['hisingen'], ['core'], { purpose: 'placement' });
    return file;
  }

  test('CON-4: nothing goes but what was wanted and the consent covers', () => {
    const file = consented();
    file.does(anna, 'recordMotivation', { insight: 'weak', motivation: 'weak' }, 'text');
    file.does(anna, 'recordCriterion', { criterion: 'need', value: 'met' }, 'reason');
    file.does(anna, 'applyForAcutePlacement', { ...ask, categories: ['motivation', 'criteria'] });
    const { to, facts, enclosures } = file.letter('placementApplication');
    expect({ to, facts, goes: enclosures.map(({ category }) => category) }).toEqual({
      ...{ to: 'hisingen', facts: {}, goes: ['core', 'placement', 'motivation'] },
    });
    expect(enclosures.find(({ category }) => category === 'placement')?.facts).toEqual({
      askedAt: '2026-03-02T08:00:00.000Z',
    });
    expect(file.event('PlacementApplicationPassedOn')).toMatchObject({
      categories: ['core', 'placement', 'motivation'],
    });
  });

  test('PLC-1: what a unit received in a file of its own closes as moved once it is passed on', () => {
    const file = new CaseFile('sav').does(anna, 'applyForAcutePlacement', {
      ...{ ...ask, homeDistrict: 'hisingen' },
    });
    expect(file.tries(anna, 'closeCase', { reason: 'placementEnded' })).toEqual(refused('PLC-1'));
    consents(file, ['hisingen'], ['core'], { purpose: 'placement' });
    file.does(anna, 'applyForAcutePlacement', ask);
    expect(file.tries(anna, 'closeCase', { reason: 'noFurtherAction' })).toEqual(refused('PLC-1'));
    expect(file.tries(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' })).toBeUndefined();
  });
});

describe('PLC-1 TRF-6: at the home district the letter opens a file beside whatever else there is', () => {
  function received(): { readonly file: CaseFile; readonly sender: CaseFile } {
    const sender = consented().does(anna, 'applyForAcutePlacement', ask);
    const file = new CaseFile('hisingen').at(sender.now);
    file.gets(arrives(sender.letter('placementApplication'), 'sav', sender.now));
    return { file, sender };
  }

  test('PLC-1: it is about placement, waits for assignment, and reception is told', () => {
    const { file } = received();
    expect(file.state.intake).toMatchObject({
      ...{ matter: 'placement', homeDistrict: 'hisingen', person: 'in-v-1', status: 'intake' },
    });
    expect(told(file.last())).toEqual(['reception:placementAsked']);
    expect(file.view(rut)).toMatchObject({ kind: 'stub', matter: 'placement', awaits: 'assignment' });
    file.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    expect(file.view(hugo)).toMatchObject({
      next: { code: 'decidePlacement' },
      placement: { asked: { at: '2026-03-02T08:00:00.000Z', here: true } },
    });
    expect(file.tries(hugo, 'decideAcutePlacement', terms)).toBeUndefined();
  });

  test('CON-3: the consent came with it; its withdrawal is taken in, and carries nothing out', () => {
    const { file, sender } = received();
    const [consent] = Object.keys(file.state.consent.consents);
    expect(file.state.consent.consents[consent ?? '']?.origin?.unit).toBe('sav');
    sender.delivered(sender.letter('placementApplication').letterId, 'sent', ['core', 'placement']);
    sender.does(anna, 'withdrawConsent', { consent: consent ?? '', at: sender.now });
    expect(file.gets(arrives(sender.letter('consentWithdrawn'), 'sav', sender.now))).toBeUndefined();
  });

  test.each([
    { to: 'sav', from: 'hisingen', rules: ['PLC-1'] },
    { to: 'hisingen', from: 'las', rules: ['CON-1'] },
    { to: 'hisingen', from: 'hisingen', rules: ['CON-1'] },
    { to: 'hisingen', from: 'nobody', rules: ['CON-1'] },
  ])('PLC-1 CON-1: from $from to $to: $rules', ({ to, from, rules }) => {
    const letter = byHand('placementApplication', { from, reference: 'l-1' });
    expect(new CaseFile(to).gets(letter)?.rules).toEqual(rules);
  });

  test('TRF-6: a machine joins it to no file that is there', () => {
    const letter = byHand('placementApplication', { from: 'sav', reference: 'l-1' });
    expect(placedAndTold().gets(letter)).toEqual(refused('TRF-6'));
  });

  test.each(['2026-03-02T10:00:00.001Z', 'at noon', 7, null])(
    'PLC-1: when it was asked for is taken only where it is an instant that has been (%s)',
    (askedAt) => {
      const consent = { consentId: 's-1', givingUnit: 'sav', ledgerCase: 'c-1', purpose: 'placement' };
      const scope = { recipients: ['hisingen'], categories: ['placement'], givenAt: monday };
      const carrier = { kind: 'consent' as const, consent: { ...consent, ...scope } };
      const file = new CaseFile('hisingen').at('2026-03-02T10:00:00.000Z');
      file.gets(
        byHand('placementApplication', {
          ...{ from: 'sav', reference: 'l-1' },
          enclosures: [{ category: 'placement', carrier, facts: { askedAt }, notes: [] }],
        }),
      );
      expect(file.state.placement.asked?.at).toBe('2026-03-02T10:00:00.000Z');
    },
  );
});
