import type { Body, CaseFile } from './support/case-file';
import { refused } from './support/case-file';
import {
  asked,
  assessed,
  consents,
  criteriaMet,
  handledBySav,
  investigating,
  moving,
  offered,
  takenOver,
} from './support/given';
import { anna, hugo } from './support/people';

const regular = { kind: 'regular', from: '2026-03-02' };

/** SAV, special, with the ability assessed as given. */
function special(ability?: 'able' | 'notAble'): CaseFile {
  const file = assessed({ level: 'high' }, criteriaMet(asked()));
  file.does(anna, 'classifyDefector', { classification: 'special' });
  return ability === undefined ? file : file.does(anna, 'assessAbility', { ability }, 'otherNeeds');
}

function notSpecial(homeDistrict?: string): CaseFile {
  const file = assessed({ level: 'low' }, criteriaMet(asked()));
  if (homeDistrict !== undefined) file.does(anna, 'setHomeDistrict', { district: homeDistrict });
  return file.does(anna, 'classifyDefector', { classification: 'notSpecial' });
}

describe('who handles is what RSP gives, never a choice', () => {
  test.each<{
    given: string;
    file: () => CaseFile;
    rules?: readonly string[];
    decision?: object;
    spoke?: unknown;
  }>([
    { given: 'not classified', file: () => criteriaMet(asked()), rules: ['RSP-1'] },
    { given: 'special, ability open', file: special, rules: ['RSP-1'] },
    {
      ...{ given: 'special and able', file: () => special('able'), spoke: ['RSP-1'] },
      decision: { handledBy: 'own', unit: 'sav' },
    },
    {
      ...{ given: 'special, not able', file: () => special('notAble'), spoke: ['RSP-2'] },
      decision: { handledBy: 'rejectFirst' },
    },
    { given: 'not special, home unknown', file: notSpecial, rules: ['RSP-3'] },
    { given: 'not special, home unclear', file: () => notSpecial('unclear'), rules: ['RSP-3'] },
    {
      ...{ given: 'not special', file: () => notSpecial('nordost'), spoke: ['RSP-3', 'RSP-6'] },
      decision: { handledBy: 'homeDistrict', unit: 'nordost' },
    },
  ])(
    'RSP-1 RSP-3 RSP-6: $given: $decision.handledBy, refused by $rules',
    ({ file, rules, decision, spoke }) => {
      const given = file();
      const unit: Body = { unit: 'sav', handledBy: 'own' };
      expect(given.tries(anna, 'decideHandling', unit)?.rules).toEqual(rules);
      expect(given.state.handling.decision).toEqual(decision);
      const { rules: cited } = given.last();
      expect(decision === undefined ? undefined : cited).toEqual(spoke);
    },
  );

  test('RSP-1: special and able is handled by SAV, whichever the home district', () => {
    const file = special('able').does(anna, 'setHomeDistrict', { district: 'nordost' });
    file.does(anna, 'decideHandling').does(anna, 'grantIntervention', regular);
    expect(file.tries(anna, 'completeExit', { outcome: 'leftMilieu' })).toBeUndefined();
  });

  test('RSP-1: another ability opens the question of who handles anew', () => {
    const file = handledBySav().does(anna, 'assessAbility', { ability: 'notAble' }, 'otherNeeds');
    expect(file.state.handling).toEqual({ classification: 'special', ability: 'notAble' });
    expect(file.tries(anna, 'grantIntervention', regular)).toEqual(refused('RSP-1'));
  });

  test('RSP-1: a district decides nothing about handling', () => {
    const { receiver } = takenOver();
    expect(receiver.tries(hugo, 'decideHandling')).toEqual(refused('RSP-1'));
  });

  test.each([
    { given: 'not decided', file: () => special('able'), rules: ['RSP-1'] },
    { given: 'moves to the district', file: moving, rules: ['RSP-3'] },
    {
      given: 'first rejected',
      file: () => special('notAble').does(anna, 'decideHandling'),
      rules: ['RSP-2'],
    },
    { given: 'own', file: handledBySav, rules: undefined },
  ])('RSP-1 RSP-3: SAV grants a regular intervention where handling is $given: $rules', ({ file, rules }) => {
    expect(file().tries(anna, 'grantIntervention', regular)?.rules).toEqual(rules);
  });
});

describe('RSP-3 RSP-6: to whom the application moves', () => {
  const covered = (file: CaseFile): CaseFile => {
    consents(file, ['hisingen', 'nordost', 'socialjour'], ['core'], { purpose: 'transfer' });
    return file;
  };
  test.each([
    { given: 'not special', file: () => covered(moving()), to: 'hisingen', rules: undefined },
    { given: 'not special', file: () => covered(moving()), to: 'nordost', rules: ['RSP-6'] },
    { given: 'not special', file: () => covered(moving()), to: 'socialjour', rules: ['RSP-6'] },
    { given: 'not special', file: moving, to: 'hisingen', rules: ['TRF-1'] },
    { given: 'not special', file: () => covered(moving()), to: 'sav', rules: ['TRF-1', 'TRF-1'] },
    { given: 'not special', file: () => covered(moving()), to: 'las', rules: ['TRF-1', 'TRF-1'] },
    { given: 'not decided', file: () => covered(notSpecial('hisingen')), to: 'hisingen', rules: ['RSP-3'] },
    { given: 'own', file: () => covered(handledBySav()), to: 'hisingen', rules: ['RSP-1'] },
    { given: 'rejected first', file: rejectedFirst, to: 'hisingen', rules: ['RSP-2'] },
    { given: 'offered', file: offered, to: 'hisingen', rules: ['TRF-6'] },
    { given: 'investigated', file: () => covered(investigating()), to: 'hisingen', rules: ['RSP-3'] },
  ])('RSP-3 RSP-6 TRF-6: $given, offered to $to: $rules', ({ file, to, rules }) => {
    expect(file().tries(anna, 'offerTransfer', { to, categories: [] })?.rules).toEqual(rules);
  });

  function rejectedFirst(): CaseFile {
    return covered(special('notAble').does(anna, 'decideHandling'));
  }

  test('RSP-6 RSP-5: a district hands on to the home district only, and never to SAV by itself', () => {
    const { receiver } = takenOver();
    consents(receiver, ['sav', 'nordost'], ['core'], { purpose: 'transfer' });
    const to = (unit: string): Body => ({ to: unit, categories: [] });
    expect(receiver.tries(hugo, 'offerTransfer', to('nordost'))).toEqual(refused('RSP-6'));
    expect(receiver.tries(hugo, 'offerTransfer', to('sav'))).toEqual(refused('RSP-5'));
    receiver.does(hugo, 'setHomeDistrict', { district: 'unclear' });
    expect(receiver.tries(hugo, 'offerTransfer', to('nordost'))).toEqual(refused('INT-6'));
    receiver.does(hugo, 'setHomeDistrict', { district: 'nordost' });
    expect(receiver.tries(hugo, 'offerTransfer', to('nordost'))).toBeUndefined();
  });
});

describe('FUP-9: interventions', () => {
  const until = '2026-04-01';
  test.each<{ given: string; file: () => CaseFile; body: Body; rules: readonly string[] | undefined }>([
    { given: 'defector', file: handledBySav, body: regular, rules: undefined },
    { given: 'potential', file: potential, body: regular, rules: ['FUP-9'] },
    { given: 'potential', file: potential, body: { ...regular, kind: 'acute' }, rules: undefined },
    {
      given: 'potential',
      file: potential,
      body: { ...regular, kind: 'timeLimited', until },
      rules: undefined,
    },
    { given: 'potential', file: potential, body: { ...regular, kind: 'timeLimited' }, rules: ['FUP-9'] },
    { given: 'defector', file: handledBySav, body: { ...regular, until: '2026-03-01' }, rules: ['FUP-9'] },
    { given: 'offered away', file: offered, body: { ...regular, kind: 'acute' }, rules: undefined },
    { given: 'withdrawn', file: gone, body: { ...regular, kind: 'acute' }, rules: ['FUP-9'] },
  ])('FUP-9: $given, $body.kind until $body.until: $rules', ({ file, body, rules }) => {
    expect(file().tries(anna, 'grantIntervention', body)?.rules).toEqual(rules);
  });

  /** Handled by SAV, and one criterion fell afterwards. */
  function potential(): CaseFile {
    return handledBySav().does(anna, 'recordCriterion', { criterion: 'need', value: 'unknown' }, 'reason');
  }
  function gone(): CaseFile {
    return handledBySav().does(anna, 'withdrawApplication', { at: '2026-03-02T09:00:00.000Z' });
  }

  test('FUP-9 DEF-10: with the last consent the person is a potential defector, and nothing regular is granted', () => {
    const file = handledBySav();
    const [consent = ''] = Object.keys(file.state.consent.consents);
    file.does(anna, 'withdrawConsent', { consent, at: file.now });
    expect(file.tries(anna, 'grantIntervention', regular)).toEqual(refused('FUP-9'));
  });

  test('FUP-9: after a transfer the criteria stand as far as the package carried them', () => {
    const with_ = takenOver(['core', 'criteria']).receiver.does(hugo, 'openInvestigation');
    expect(with_.tries(hugo, 'grantIntervention', regular)).toBeUndefined();
    const without = takenOver(['core']).receiver.does(hugo, 'openInvestigation');
    expect(without.view(hugo)?.['criteria']).toMatchObject({ milieu: 'unknown', consent: 'met' });
    expect(without.tries(hugo, 'grantIntervention', regular)).toEqual(refused('FUP-9'));
    expect(criteriaMet(without).tries(hugo, 'grantIntervention', regular)).toBeUndefined();
  });

  test('FUP-9 DEF-8: motivation comes along as it was assessed, as the basis of the wish', () => {
    const { receiver } = takenOver(['core', 'motivation']);
    expect(receiver.state.criteria.motivation).toEqual({
      ...{ insight: 'strong', motivation: 'strong', notes: [{ noteId: 'in-o-text', field: 'text' }] },
    });
    const wish = { criterion: 'wish', value: 'met' };
    expect(receiver.tries(hugo, 'recordCriterion', wish)).toBeUndefined();
    expect(takenOver(['core']).receiver.tries(hugo, 'recordCriterion', wish)).toEqual(refused('DEF-8'));
  });

  test('FUP-9 TRF-6: an exit without an intervention is not completed', () => {
    expect(handledBySav().tries(anna, 'completeExit', { outcome: 'leftMilieu' })).toEqual(refused('FUP-9'));
    expect(moving().tries(anna, 'completeExit', { outcome: 'leftMilieu' })).toEqual(
      refused('RSP-3', 'FUP-9'),
    );
  });
});
