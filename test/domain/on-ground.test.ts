import type { Body } from './support/case-file';
import { CaseFile, refused } from './support/case-file';
import { investigating, registered } from './support/given';
import { arrives } from './support/letters';
import { anna, siv } from './support/people';

const report: Body = {
  ground: 'reportDutySubstanceAbuse',
  recipient: 'hisingen',
  categories: ['core', 'substanceAbuse'],
};
const crime: Body = {
  ground: 'seriousCrimeReport',
  recipient: 'las',
  categories: ['core', 'crimeSuspicion'],
};

describe('CON-5: without consent only a named ground carries, as its row says', () => {
  test.each<{ of: string; body: Body; fields?: readonly string[]; rules: readonly string[] | undefined }>([
    { of: 'all that it asks for', body: report, rules: undefined },
    { of: 'no reason', body: report, fields: ['content'], rules: ['CON-5'] },
    { of: 'no ground', body: { ...report, ground: 'goodWill' }, rules: ['CON-5'] },
    { of: 'a ground called constructor', body: { ...report, ground: 'constructor' }, rules: ['CON-5'] },
    { of: 'the own unit', body: { ...report, recipient: 'sav' }, rules: ['CON-5'] },
    {
      of: 'the police, where it leads to social services',
      body: { ...report, recipient: 'las' },
      rules: ['INT-4', 'CON-5'],
    },
    { of: 'an authority', body: { ...report, recipient: 'sis' }, rules: ['CON-5'] },
    { of: 'nobody', body: { ...report, recipient: 'nobody' }, rules: ['CON-5'] },
    { of: 'no category', body: { ...report, categories: [] }, rules: ['CON-5'] },
    {
      of: 'a category that it does not carry',
      body: { ...report, categories: ['core', 'criteria'] },
      rules: ['CON-5'],
    },
    { of: 'an unknown category', body: { ...report, categories: ['everything'] }, rules: ['CON-5'] },
    { of: 'nothing to tell', body: report, fields: ['why'], rules: ['CON-4'] },
    {
      of: 'only who it is about',
      body: { ...report, categories: ['core'] },
      fields: ['why'],
      rules: undefined,
    },
    {
      of: 'only who it is about, and a content that would go under nothing',
      body: { ...report, categories: ['core'] },
      rules: ['CON-4'],
    },
    {
      of: 'no abuse, where that is asked for',
      body: { ...report, ground: 'careOfSubstanceAbuser' },
      rules: ['CON-5'],
    },
    {
      of: 'the abuse',
      body: { ...report, ground: 'careOfSubstanceAbuser' },
      fields: ['why', 'content', 'abuse'],
      rules: undefined,
    },
    {
      of: 'the routine’s hand-over',
      body: { ...report, ground: 'dutyDeskHandover', categories: ['core'] },
      rules: ['CON-5'],
    },
    {
      of: 'the routine’s report',
      body: { ...report, ground: 'forwardConcernReport', categories: ['concernReport'] },
      rules: ['CON-5'],
    },
    {
      of: 'the routine’s question',
      body: { ...report, ground: 'districtQuestion', categories: ['homeDistrict'] },
      rules: ['CON-5'],
    },
  ])('CON-5 CON-4: a disclosure with $of: $rules', ({ body, fields = ['why', 'content'], rules }) => {
    expect(registered().tries(anna, 'discloseOnGround', body, ...fields)?.rules).toEqual(rules);
  });

  test('CON-5 CON-4: the letter carries what was said under the first category that is more than the core; the reasons stay, and so does that there is an application', () => {
    const file = registered().does(anna, 'discloseOnGround', report, 'why', 'content');
    const { enclosures, facts } = file.letter('disclosure');
    const ground = {
      id: 'reportDutySubstanceAbuse',
      statute: 'LVM (1988:870) 6 §',
      from: '1989-01-01',
      text: expect.objectContaining({ sv: expect.stringContaining('missbrukare') as string }) as object,
    };
    const use = { decidedAt: '2026-03-02T09:00:00.000Z', as: 'caseworker', by: 'anna' };
    expect(facts).toEqual({});
    expect(enclosures).toEqual([
      expect.objectContaining({
        category: 'core',
        facts: {},
        person: 'v-1',
        notes: [],
        carrier: { kind: 'ground', ground, use },
      }),
      {
        category: 'substanceAbuse',
        facts: {},
        notes: [{ noteId: 'o-content', field: 'content' }],
        carrier: { kind: 'ground', ground, use },
      },
    ]);
    expect(file.event('DisclosedOnGround')).toMatchObject({
      ...{ to: 'hisingen', categories: ['core', 'substanceAbuse'], decidedBy: 'anna', ground },
      rules: ['CON-4', 'CON-5'],
    });
    expect(file.view(anna)?.['onGround']).toEqual([
      expect.objectContaining({ decidedBy: 'anna', to: 'hisingen', at: file.now, standing: 'posted' }),
    ]);
  });

  test('CON-5: it needs no consent and outlives none: nothing that is withdrawn stops it', () => {
    const file = registered().does(anna, 'discloseOnGround', report, 'why', 'content');
    expect(file.last().effects).toEqual([
      { type: 'letter', letterId: file.letter('disclosure').letterId, consents: [] },
    ]);
  });

  test('CON-6 TRF-6: at the other unit it opens a file of its own, to be handled as a report', () => {
    const file = registered().does(anna, 'discloseOnGround', report, 'why', 'content');
    const there = new CaseFile('hisingen');
    there.gets(arrives(file.letter('disclosure'), 'sav', file.now));
    expect(there.state.intake).toMatchObject({ status: 'intake', matter: 'concern', person: 'in-v-1' });
  });
});

describe('CON-5: to the police', () => {
  test.each<{
    given: string;
    file: () => CaseFile;
    by: typeof anna;
    fields: readonly string[];
    rules?: readonly string[];
  }>([
    {
      given: 'a supervisor who states the suspicion',
      file: investigating,
      by: siv,
      fields: ['why', 'content', 'suspicion'],
    },
    {
      given: 'a caseworker',
      file: investigating,
      by: anna,
      fields: ['why', 'content', 'suspicion'],
      rules: ['CON-5'],
    },
    {
      given: 'no suspicion stated',
      file: investigating,
      by: siv,
      fields: ['why', 'content'],
      rules: ['CON-5'],
    },
    {
      given: 'an intake',
      file: registered,
      by: siv,
      fields: ['why', 'content', 'suspicion'],
      rules: ['INT-4'],
    },
    {
      given: 'nothing that it asks for',
      file: registered,
      by: anna,
      fields: [],
      rules: ['INT-4', 'CON-5', 'CON-5', 'CON-5', 'CON-4'],
    },
  ])('CON-5 INT-4: $given: $rules', ({ file, by, fields, rules }) => {
    const given = file();
    expect(given.tries(by, 'discloseOnGround', crime, ...fields)?.rules).toEqual(rules);
  });

  test('CON-5: crimes against a child go the same way, and to no other unit', () => {
    const body = { ...crime, ground: 'crimeAgainstChild' };
    const fields = ['why', 'content', 'suspicion'];
    expect(investigating().tries(siv, 'discloseOnGround', body, ...fields)).toBeUndefined();
    expect(
      investigating().tries(siv, 'discloseOnGround', { ...body, recipient: 'hisingen' }, ...fields),
    ).toEqual(refused('CON-5'));
  });
});

test('WRK-2: a caseworker is offered what a ground lets through, and the rule where none does', () => {
  expect(registered().offer(anna, 'discloseOnGround')).toEqual({ possible: true, rules: [] });
  const closed = registered().does(anna, 'withdrawApplication', { at: '2026-03-02T09:00:00.000Z' });
  closed.does(anna, 'closeCase', { reason: 'applicationWithdrawn' });
  expect(closed.offer(anna, 'discloseOnGround')).toEqual({ possible: false, rules: ['INT-2'] });
});
