import type { Profile } from '../../domain/profile/profile';
import type { Body } from './support/case-file';
import { CaseFile, refused } from './support/case-file';
import { investigating, registration } from './support/given';
import { arrives } from './support/letters';
import { anna, siv } from './support/people';
import { goteborg } from './support/profile';

const report: Body = {
  ground: 'reportDutySubstanceAbuse',
  recipient: 'hisingen',
  categories: ['core', 'substanceAbuse'],
};
const youth: Body = { ground: 'preventYouthCrime', recipient: 'las', categories: ['core', 'crimeSuspicion'] };

/** Registered and investigated at SAV at that time, by somebody who is 21 on the day given. */
function young(at: string, turns21: string | undefined): CaseFile {
  const body = { ...registration, receivedAt: at, age: 20 };
  const ages = turns21 === undefined ? {} : { agesToCome: { '21': turns21 } };
  return new CaseFile('sav')
    .at(at)
    .does(anna, 'registerApplication', { ...body, ...ages }, 'wish')
    .does(anna, 'openInvestigation');
}

describe('CON-5: the wording that holds on the local day of the disclosure is the one that is used and kept', () => {
  const before = ['why', 'content', 'circumstances'];
  const after = [...before, 'crimeRisk'];
  test.each([
    // 31 March 2025 ends at 22:00 UTC in Göteborg.
    { at: '2025-03-31T21:59:59.000Z', fields: before, statute: 'OSL (2009:400) 10 kap. 18 a §' },
    { at: '2025-03-31T22:00:00.000Z', fields: after, statute: 'OSL (2009:400) 10 kap. 18 a §, SFS 2025:179' },
    { at: '2025-03-31T22:00:00.000Z', fields: before, statute: undefined },
  ])('CON-5: youth crime at $at with $fields: $statute', ({ at, fields, statute }) => {
    const file = young(at, '2026-01-01');
    file.tries(siv, 'discloseOnGround', youth, ...fields);
    const carriers = file.letters('disclosure').map(({ enclosures }) => enclosures[1]?.carrier);
    expect(carriers.map((carrier) => carrier?.kind === 'ground' && carrier.ground.statute)).toEqual(
      statute === undefined ? [] : [statute],
    );
  });

  test.each([
    { at: '2025-06-30T21:59:59.000Z', statute: 'SoL (2001:453) 14 kap. 1 §', to: '2025-06-30' },
    { at: '2025-06-30T22:00:00.000Z', statute: 'SoL (2025:400) 19 kap. 1 §', to: undefined },
  ])('CON-5: concern for a child at $at: $statute', ({ at, statute, to }) => {
    const file = young(at, undefined);
    file.does(
      anna,
      'discloseOnGround',
      { ground: 'childConcernReport', recipient: 'nordost', categories: ['child'] },
      'why',
      'content',
    );
    expect(file.event<{ type: string; rules: []; ground: object }>('DisclosedOnGround').ground).toMatchObject(
      to === undefined ? { statute } : { statute, to },
    );
    expect(file.letter('disclosure').enclosures.map(({ category, person }) => [category, person])).toEqual([
      ['child', undefined],
    ]);
  });
});

describe('CON-5: under 21 on the day of the disclosure', () => {
  const fields = ['why', 'content', 'circumstances', 'crimeRisk'];
  test.each([
    // 21 on 4 March: in Göteborg that day begins at 23:00 UTC on the 3rd.
    { given: 'the day before', at: '2026-03-03T22:59:59.000Z', turns21: '2026-03-04', rules: undefined },
    { given: 'the birthday', at: '2026-03-03T23:00:00.000Z', turns21: '2026-03-04', rules: ['CON-5'] },
    {
      given: 'nothing known of the age',
      at: '2026-03-03T22:59:59.000Z',
      turns21: undefined,
      rules: ['CON-5'],
    },
  ])('CON-5: $given: $rules', ({ at, turns21, rules }) => {
    const file = young('2026-03-02T09:00:00.000Z', turns21).at(at);
    expect(file.tries(siv, 'discloseOnGround', youth, ...fields)?.rules).toEqual(rules);
  });

  test('CON-5 TRF-1: who takes the application over knows it as the sender did', () => {
    const file = young('2026-03-02T09:00:00.000Z', '2026-03-04');
    file.does(
      siv,
      'discloseOnGround',
      { ...report, categories: ['core', 'substanceAbuse'] },
      'why',
      'content',
    );
    const there = new CaseFile('hisingen');
    there.gets(arrives(file.letter('disclosure'), 'sav', file.now));
    expect(there.state.intake.agesToCome).toEqual({ '21': '2026-03-04' });
  });
});

/** A profile whose authority has switched that ground on and said who decides. */
function switchedOn(id: string): Profile {
  const grounds = goteborg.grounds.map((ground) =>
    ground.id === id
      ? { ...ground, enabled: true, decider: 'The head of department', deciders: ['siv'] }
      : ground,
  );
  const tax = {
    id: 'tullverket',
    kind: 'lawEnforcement' as const,
    name: { en: 'Customs', sv: 'Tullverket' },
  };
  return { ...goteborg, grounds, authorities: [...goteborg.authorities, tax] };
}

describe('CON-5: grounds that are off until the authority switches them on and names who decides', () => {
  const rows = {
    preventOrInvestigateCrime: {
      recipient: 'kriminalvarden',
      categories: ['crimeSuspicion'],
      from: '2025-12-01',
    },
    contactDetailsOnRequest: { recipient: 'tullverket', categories: ['contactDetails'], from: '2025-04-01' },
  };
  const fields = ['why', 'content', 'weighing'];
  test.each([
    { ground: 'preventOrInvestigateCrime' as const, day: '2025-11-30', rules: ['CON-5'] },
    { ground: 'preventOrInvestigateCrime' as const, day: '2025-12-01', rules: undefined },
    { ground: 'contactDetailsOnRequest' as const, day: '2025-03-31', rules: ['CON-5'] },
    { ground: 'contactDetailsOnRequest' as const, day: '2025-04-01', rules: undefined },
  ])('CON-5: $ground on $day: $rules, and never where it is off', ({ ground, day, rules }) => {
    const { recipient, categories } = rows[ground];
    const file = young(`${day}T12:00:00.000Z`, undefined);
    const body = { ground, recipient, categories };
    expect(file.tries(siv, 'discloseOnGround', body, ...fields)).toEqual(refused('CON-5'));
    file.profile = switchedOn(ground);
    expect(file.tries(siv, 'discloseOnGround', body, ...fields)?.rules).toEqual(rules);
  });

  test.each([
    { given: 'somebody who is not named', by: anna, of: {}, said: fields, rules: ['CON-5'] },
    { given: 'no weighing', by: siv, of: {}, said: ['why', 'content'], rules: ['CON-5'] },
    { given: 'another unit', by: siv, of: { recipient: 'hisingen' }, said: fields, rules: ['CON-5'] },
    { given: 'an unknown authority', by: siv, of: { recipient: 'nobody' }, said: fields, rules: ['CON-5'] },
    { given: 'the police', by: siv, of: { recipient: 'las' }, said: fields, rules: undefined },
  ])('CON-5: to another authority with $given: $rules', ({ by, of, said, rules }) => {
    const file = investigating();
    file.profile = switchedOn('preventOrInvestigateCrime');
    const body = {
      ground: 'preventOrInvestigateCrime',
      recipient: 'kriminalvarden',
      categories: ['crimeSuspicion'],
    };
    expect(file.tries(by, 'discloseOnGround', { ...body, ...of }, ...said)?.rules).toEqual(rules);
  });

  test('CON-4 CON-5: an authority gets no letter; that it was told stands on the record', () => {
    const file = investigating();
    file.profile = switchedOn('contactDetailsOnRequest');
    const body = {
      ground: 'contactDetailsOnRequest',
      recipient: 'tullverket',
      categories: ['contactDetails'],
    };
    file.does(siv, 'discloseOnGround', body, 'why', 'content');
    expect(file.letters()).toEqual([]);
    expect(file.view(siv)?.['onGround']).toEqual([
      expect.objectContaining({
        to: 'tullverket',
        decidedBy: 'siv',
        outside: true,
        categories: ['contactDetails'],
      }),
    ]);
  });
});
