import type { Body } from './support/case-file';
import { CaseFile, refused } from './support/case-file';
import {
  asked,
  assessed,
  consents,
  criteriaMet,
  handledBySav,
  investigating,
  referenceOf,
  registered,
  registration,
  takenOver,
} from './support/given';
import { assessment } from './support/letters';
import { anna, hugo, siv } from './support/people';

/** The consent criterion and the standing, as the caseworker sees them. */
function criteria(file: CaseFile, by = anna): unknown {
  return file.view(by)?.['criteria'];
}

describe('who is a defector', () => {
  test.each([
    { age: 19, rules: ['DEF-1'] },
    { age: 0, rules: ['DEF-1'] },
    { age: 20, rules: undefined },
    { age: 64, rules: undefined },
  ])('DEF-1: at $age years the registration is refused by $rules', ({ age, rules }) => {
    const file = new CaseFile('sav');
    const outcome = file.tries(anna, 'registerApplication', { ...registration, age });
    expect(outcome?.rules).toEqual(rules);
    expect(file.view(anna) === undefined).toBe(rules !== undefined);
  });

  test('DEF-2 DEF-3: a potential defector until all four criteria are met, and one again when one falls', () => {
    const file = investigating().does(anna, 'recordMotivation', { insight: 'weak', motivation: 'partial' });
    expect(criteria(file)).toEqual({
      standing: 'potential',
      milieu: 'unknown',
      wish: 'unknown',
      need: 'unknown',
      consent: 'unknown',
    });
    for (const criterion of ['milieu', 'wish', 'need']) {
      file.does(anna, 'recordCriterion', { criterion, value: 'met' }, 'reason');
      expect(criteria(file)).toMatchObject({ standing: 'potential' });
    }
    consents(file, ['las'], ['core']);
    expect(criteria(file)).toMatchObject({ standing: 'defector', consent: 'met' });
    file.does(anna, 'recordCriterion', { criterion: 'need', value: 'notMet' }, 'reason');
    expect(criteria(file)).toMatchObject({ standing: 'potential', need: 'notMet' });
    expect(file.event('DefectorStandingChanged')).toMatchObject({ standing: 'potential' });
  });

  test.each([
    { criterion: 'consent', value: 'met' },
    { criterion: 'consent', value: 'notMet' },
    { criterion: 'other', value: 'met' },
  ])('DEF-2: nobody records the criterion “$criterion” by hand', (body) => {
    expect(investigating().tries(anna, 'recordCriterion', body, 'reason')).toEqual(refused('DEF-2'));
  });

  test.each([
    { value: 'met', motivation: false, outcome: refused('DEF-8') },
    { value: 'notMet', motivation: false, outcome: undefined },
    { value: 'unknown', motivation: false, outcome: undefined },
    { value: 'met', motivation: true, outcome: undefined },
  ])('DEF-8: the wish is $value with motivation assessed: $motivation', ({ value, motivation, outcome }) => {
    const file = investigating();
    if (motivation) file.does(anna, 'recordMotivation', { insight: 'weak', motivation: 'weak' }, 'text');
    expect(file.tries(anna, 'recordCriterion', { criterion: 'wish', value }, 'reason')).toEqual(outcome);
  });

  test.each([
    { name: 'recordCriterion', body: { criterion: 'milieu', value: 'met' }, rules: ['DEF-9'] },
    { name: 'recordMotivation', body: { insight: 'weak', motivation: 'weak' }, rules: ['DEF-9'] },
    { name: 'classifyDefector', body: { classification: 'notSpecial' }, rules: ['DEF-9', 'DEF-6'] },
    { name: 'assessAbility', body: { ability: 'able' }, rules: ['DEF-9', 'DEF-8'] },
    { name: 'recordMoveNeed', body: { need: 'away' }, rules: ['THR-6', 'THR-6'] },
  ])('DEF-9: $name is done only by the unit that handles', ({ name, body, rules }) => {
    const file = investigating().does(anna, 'withdrawApplication', { at: '2026-03-02T09:00:00.000Z' });
    expect(file.tries(anna, name, body)).toEqual(refused(...rules));
  });
});

describe('DEF-10: the consent criterion follows the own ledger', () => {
  test('DEF-10: it falls with the last consent, interventions stand, the caseworker is asked', () => {
    const file = criteriaMet(investigating());
    const first = consents(file, ['las'], ['core']);
    const second = consents(file, ['hisingen'], ['core'], { purpose: 'exitProcess' });
    file.does(anna, 'grantIntervention', { kind: 'acute', from: '2026-03-02' });
    file.does(anna, 'withdrawConsent', { consent: first, at: '2026-03-02T09:00:00.000Z' });
    expect(criteria(file)).toMatchObject({ standing: 'defector', consent: 'met' });
    file.does(anna, 'withdrawConsent', { consent: second, at: '2026-03-02T09:00:00.000Z' });
    expect(criteria(file)).toMatchObject({ standing: 'potential', consent: 'unknown' });
    expect(file.event('ConsentCriterionFollowed').notices).toMatchObject([
      { audience: 'caseworker', matter: 'criterionOpen', rule: 'DEF-10' },
    ]);
    expect(file.view(anna)?.['interventions']).toHaveLength(1);
  });

  test('DEF-10 CON-2: it falls by itself when the time of the last consent runs out', () => {
    const file = criteriaMet(investigating());
    consents(file, ['las'], ['core'], { until: '2026-03-10T11:00:00.000Z' });
    file.until('2026-03-10T10:59:59.999Z');
    expect(criteria(file)).toMatchObject({ standing: 'defector', consent: 'met' });
    const steps = file.until('2026-03-10T11:00:00.000Z');
    expect(steps.flatMap(({ events }) => events.map(({ type }) => type))).toEqual([
      'ConsentEnded',
      'DeadlinePassed',
      'ConsentCriterionFollowed',
      'DefectorStandingChanged',
    ]);
    expect(criteria(file)).toMatchObject({ standing: 'potential', consent: 'unknown' });
  });

  test('DEF-10: a consent that carried a transfer counts at the receiver and carries nothing out of it', () => {
    const { receiver } = takenOver();
    expect(criteria(receiver, hugo)).toMatchObject({ standing: 'defector', consent: 'met' });
    const [consent] = Object.keys(receiver.state.consent.consents);
    const body: Body = {
      ...{ consent: consent ?? '', recipient: 'hisingen', categories: ['criteria'], purpose: 'transfer' },
    };
    expect(receiver.tries(hugo, 'discloseWithConsent', body)).toEqual(refused('DEF-10'));
    receiver.does(hugo, 'openInvestigation');
    expect(receiver.tries(hugo, 'requestThreatAssessment', { occasion: 'first' })).toEqual(refused('INT-5'));
  });
});

describe('special or not', () => {
  const special = { classification: 'special' };
  const notSpecial = { classification: 'notSpecial' };
  const none: readonly string[] = [];
  const other: readonly string[] = ['otherCircumstances'];
  const defector = (): CaseFile => criteriaMet(asked());
  const high = (): CaseFile => assessed({ level: 'high' }, defector());
  const low = (): CaseFile => assessed({ level: 'low' }, defector());
  const highHandedOn = (): CaseFile => assessed({ level: 'high', final: false }, defector());
  const potentialHigh = (): CaseFile => assessed({ level: 'high' });

  test.each([
    { given: 'high threat', file: high, body: special, notes: none, rules: undefined },
    { given: 'high threat', file: high, body: notSpecial, notes: none, rules: ['DEF-4'] },
    { given: 'high threat', file: high, body: notSpecial, notes: other, rules: ['DEF-4'] },
    { given: 'low threat', file: low, body: special, notes: none, rules: ['DEF-4'] },
    { given: 'low threat', file: low, body: special, notes: other, rules: undefined },
    { given: 'low threat', file: low, body: notSpecial, notes: none, rules: undefined },
    { given: 'no answer', file: defector, body: special, notes: none, rules: ['DEF-6', 'DEF-4'] },
    { given: 'no answer', file: defector, body: special, notes: other, rules: undefined },
    { given: 'no answer', file: defector, body: notSpecial, notes: none, rules: ['DEF-6'] },
    { given: 'no answer', file: defector, body: notSpecial, notes: other, rules: ['DEF-6'] },
    { given: 'high, not final', file: highHandedOn, body: special, notes: none, rules: ['DEF-6'] },
    { given: 'high, criteria open', file: potentialHigh, body: special, notes: none, rules: ['DEF-2'] },
    { given: 'intake', file: registered, body: notSpecial, notes: none, rules: ['INT-4', 'DEF-6'] },
  ])('DEF-4 DEF-6: $given, $body.classification, stating $notes: $rules', ({ file, body, notes, rules }) => {
    expect(file().tries(anna, 'classifyDefector', body, ...notes)?.rules).toEqual(rules);
  });

  test('DEF-6: an assessment disclosed to SAV counts as well as one that SAV asked for', () => {
    const { receiver } = takenOver();
    expect(receiver.state.threat.requests).toEqual({});
    expect(receiver.view(hugo)?.['threat']).toMatchObject({ assessment: { level: 'low', final: true } });
  });

  test.each(['special', 'notSpecial'])('DEF-5: a district does not classify (%s)', (classification) => {
    const { receiver } = takenOver();
    receiver.does(hugo, 'openInvestigation');
    const rules = classification === 'special' ? ['DEF-5', 'DEF-4'] : ['DEF-5'];
    expect(receiver.tries(hugo, 'classifyDefector', { classification })).toEqual(refused(...rules));
    expect(receiver.tries(hugo, 'assessAbility', { ability: 'able' })).toEqual(refused('DEF-5', 'DEF-8'));
  });

  test.each([
    { ability: 'notAble', notes: none, rules: ['DEF-8'] },
    { ability: 'notAble', notes: ['otherNeeds'], rules: undefined },
    { ability: 'able', notes: none, rules: undefined },
  ])('DEF-8: $ability, with the other needs stated: $notes', ({ ability, notes, rules }) => {
    const file = high().does(siv, 'classifyDefector', special);
    expect(file.tries(anna, 'assessAbility', { ability }, ...notes)?.rules).toEqual(rules);
  });

  test('DEF-8: ability is assessed for a special defector only', () => {
    const file = low().does(anna, 'classifyDefector', notSpecial);
    expect(file.tries(anna, 'assessAbility', { ability: 'able' })).toEqual(refused('DEF-8'));
  });

  test('DEF-4: a correction of the threat leaves the classification until SAV classifies anew', () => {
    const file = handledBySav();
    file.gets(assessment(referenceOf(file), { letterId: 'm2', level: 'low', replaces: 'm1' }));
    expect(file.state.handling).toMatchObject({ classification: 'special', ability: 'able' });
    file.does(anna, 'classifyDefector', notSpecial);
    expect(file.state.handling).toEqual({ classification: 'notSpecial' });
  });
});
