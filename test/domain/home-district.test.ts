import type { Body } from './support/case-file';
import { CaseFile, refused } from './support/case-file';
import { consents, handledBySav, investigating, registered, registration } from './support/given';
import { byHand } from './support/letters';
import { anna, hugo } from './support/people';
import { goteborg } from './support/profile';
import { askedAtSav, advised, atDistrict, atDutyDesk, jonas } from './support/questions';
import type { Profile } from '../../domain/profile/profile';

const purpose = { purpose: 'homeDistrict' };

/** SAV asks the duty desk. */
function asked(file = registered()): CaseFile {
  return file.does(anna, 'askHomeDistrict', {}, 'what');
}

/** The profile with the ground for the question switched off. */
const withoutGround: Profile = {
  ...goteborg,
  grounds: goteborg.grounds.map((ground) => ({
    ...ground,
    enabled: ground.id !== 'districtQuestion' && ground.enabled,
  })),
};

describe('INT-6: when the home district is unclear the duty desk is asked', () => {
  test.each<{ given: string; file: () => CaseFile; rules: readonly string[] | undefined }>([
    { given: 'at intake', file: registered, rules: undefined },
    { given: 'investigated', file: investigating, rules: undefined },
    { given: 'said to be unclear', file: () => known('unclear'), rules: undefined },
    { given: 'known', file: () => known('hisingen'), rules: ['INT-6'] },
    { given: 'asked already', file: asked, rules: ['INT-6'] },
    {
      given: 'asked about another matter',
      file: () => askedAtSav(advised().file.letter('adviceQuestion')),
      rules: ['INT-6'],
    },
    { given: 'withdrawn and closed', file: closed, rules: ['INT-2'] },
  ])('INT-6: $given: refused by $rules', ({ file, rules }) => {
    expect(file().tries(anna, 'askHomeDistrict', {}, 'what')?.rules).toEqual(rules);
  });

  function known(district: string): CaseFile {
    return registered().does(anna, 'setHomeDistrict', { district });
  }
  function closed(): CaseFile {
    const file = registered();
    return file
      .does(anna, 'withdrawApplication', { at: file.now })
      .does(anna, 'closeCase', { reason: 'applicationWithdrawn' });
  }

  test('INT-6: a district asks as SAV does; the duty desk sets it itself', () => {
    expect(atDistrict().tries(hugo, 'askHomeDistrict', {}, 'what')).toBeUndefined();
    const desk = new CaseFile('socialjour').does(
      { ...jonas, roles: ['dutyDesk', 'caseworker'] },
      ...(['registerApplication', { ...registration, channel: 'dutyDesk' }] as const),
    );
    expect(desk.tries(jonas, 'askHomeDistrict', {}, 'what')).toEqual(refused('INT-6'));
    expect(desk.tries(jonas, 'setHomeDistrict', { district: 'nordost' })).toBeUndefined();
  });

  test('INT-6: a municipality without a duty desk has nobody to ask', () => {
    const file = registered();
    file.profile = { ...goteborg, units: goteborg.units.filter(({ id }) => id !== 'socialjour') };
    expect(file.tries(anna, 'askHomeDistrict')).toEqual(refused('INT-6'));
  });
});

describe('INT-6 CON-5: what the question carries, and under what', () => {
  test('INT-6 CON-5: only what determines the district and who it is about, on the ground for it', () => {
    const file = handledBySav();
    file.does(anna, 'askHomeDistrict', {}, 'what');
    const { to, facts, enclosures } = file.letter('homeDistrictQuestion');
    expect([to, facts]).toEqual(['socialjour', {}]);
    expect(enclosures).toMatchObject([
      {
        ...{
          category: 'homeDistrict',
          facts: {},
          person: 'v-1',
          notes: [{ noteId: 'o-what', field: 'what' }],
        },
        carrier: { kind: 'ground', ground: { id: 'districtQuestion', from: '2024-06-27' } },
      },
    ]);
    expect(JSON.stringify(enclosures)).not.toMatch(/exit|milieu|high|met|special/);
  });

  test.each<{ of: Body; recipients?: readonly string[]; categories?: readonly string[]; by: string }>([
    { of: purpose, by: 'consent' },
    { of: { purpose: 'exitProcess' }, by: 'ground' },
    { of: purpose, recipients: ['hisingen'], by: 'ground' },
    { of: purpose, categories: ['core'], by: 'ground' },
  ])('INT-6 CON-2: given for $of to $recipients about $categories: carried by $by', ({ of, ...scope }) => {
    const file = registered();
    consents(file, scope.recipients ?? ['socialjour'], scope.categories ?? ['homeDistrict'], of);
    expect(asked(file).letter('homeDistrictQuestion').enclosures[0]?.carrier.kind).toBe(scope.by);
  });

  test.each([
    { day: '2024-06-26T22:00:00.000Z', rules: undefined },
    { day: '2024-06-26T21:59:59.999Z', rules: ['CON-5'] },
  ])('CON-5: before the ground is in force nothing goes without consent ($day: $rules)', ({ day, rules }) => {
    const file = new CaseFile('sav').at(day);
    file.does(
      anna,
      'registerApplication',
      { ...registration, receivedAt: '2024-06-26T20:00:00.000Z' },
      'wish',
    );
    expect(file.tries(anna, 'askHomeDistrict', {}, 'what')?.rules).toEqual(rules);
  });

  test('CON-5 INT-6: with the ground switched off only a consent carries it, and no answer comes by letter', () => {
    const file = registered();
    file.profile = withoutGround;
    expect(file.tries(anna, 'askHomeDistrict', {}, 'what')).toEqual(refused('CON-5'));
    consents(file, ['socialjour'], ['homeDistrict'], purpose);
    const desk = atDutyDesk(asked(file).letter('homeDistrictQuestion'));
    desk.profile = withoutGround;
    expect(desk.tries(jonas, 'answerHomeDistrict', { district: 'nordost' })).toEqual(refused('CON-5'));
  });
});

describe('INT-6 CON-3: a withdrawal does not show who asked', () => {
  test.each(['before', 'after'])(
    'INT-6 CON-3: withdrawn %s it arrived: the duty desk is told nothing, and no answer is let in',
    (when) => {
      const file = registered();
      const consent = consents(file, ['socialjour'], ['homeDistrict'], purpose);
      const { letterId, reference } = asked(file).letter('homeDistrictQuestion');
      const withdraw = (): unknown => file.does(anna, 'withdrawConsent', { consent, at: file.now });
      if (when === 'before') withdraw();
      file.delivered(letterId, 'sent', ['homeDistrict']);
      if (when === 'after') withdraw();
      expect(file.letters('consentWithdrawn')).toEqual([]);
      expect(file.gets(byHand('homeDistrictAnswer', { from: 'socialjour', reference }))).toEqual(
        refused('CON-3'),
      );
      expect(file.tries(anna, 'askHomeDistrict', {}, 'what')).toBeUndefined();
    },
  );

  test('INT-6 CON-3: the question is stopped where it still waits', () => {
    const file = registered();
    const consent = consents(file, ['socialjour'], ['homeDistrict'], purpose);
    expect(asked(file).last().effects).toMatchObject([{ type: 'letter', consents: [consent] }]);
  });

  test('INT-6: the letter itself, but for where it comes from, says nothing of the unit or the case', () => {
    const file = atDistrict();
    const { fromCase, ...rest } = file
      .does(hugo, 'askHomeDistrict', {}, 'what')
      .letter('homeDistrictQuestion');
    expect(fromCase).toBe('c-hisingen');
    expect(JSON.stringify(rest)).not.toMatch(/hisingen/i);
  });
});
