import { placement as schemas, placementOpenings } from '../../api/schemas/placement';
import type { Body } from './support/case-file';
import { CaseFile, refused } from './support/case-file';
import { handledBySav, registered } from './support/given';
import { anna, clas, hugo, jouren } from './support/people';
import {
  monday,
  mondayNight,
  placed,
  placedBySav,
  placementOf,
  standings,
  terms,
  toldAtOnce,
} from './support/placing';

const inHisingen = { homeDistrict: 'hisingen' };

describe('PLC-1: before it is clear who handles the home district is responsible', () => {
  test.each([
    { unit: 'hisingen', home: 'hisingen', by: hugo, rules: undefined },
    { unit: 'centrum', home: 'hisingen', by: clas, rules: ['PLC-1'] },
    { unit: 'hisingen', home: 'unclear', by: hugo, rules: ['INT-6'] },
    { unit: 'hisingen', home: 'sav', by: hugo, rules: ['INT-6', 'PLC-1'] },
    { unit: 'hisingen', home: 'nobody', by: hugo, rules: ['INT-6', 'PLC-1'] },
  ])('PLC-1 INT-6: $unit decides for a person of $home: $rules', ({ unit, home, by, rules }) => {
    const file = new CaseFile(unit);
    expect(file.tries(by, 'decideAcutePlacement', { ...terms, homeDistrict: home })?.rules).toEqual(rules);
  });

  test('PLC-1 TRF-6: the decision opens a file of its own matter, with the person and the caseworker', () => {
    const file = placed();
    expect(file.state.intake).toMatchObject({
      ...{ status: 'intake', matter: 'placement', homeDistrict: 'hisingen', person: 'v-1' },
      assignment: { person: 'hugo' },
    });
    expect(file.state.transfer.application).toBeUndefined();
  });

  test('PLC-1: in an exit file of the home district it is decided there, in the same file', () => {
    const file = new CaseFile('hisingen').does(hugo, 'registerApplication', {
      ...{ channel: 'reception', receivedAt: monday, age: 24, inCustody: false },
    });
    expect(file.tries(hugo, 'decideAcutePlacement', terms)).toEqual(refused('INT-6'));
    file.does(hugo, 'setHomeDistrict', { district: 'nordost' });
    expect(file.tries(hugo, 'decideAcutePlacement', terms)).toEqual(refused('PLC-1'));
    file.does(hugo, 'setHomeDistrict', { district: 'hisingen' });
    file.does(hugo, 'decideAcutePlacement', terms);
    expect(file.state.intake.matter).toBe('exit');
    expect(file.view(hugo)).toMatchObject({
      placement: { placements: [{ standing: 'running', decision: terms }] },
    });
  });

  test('PLC-6: one placement at a time', () => {
    expect(placed().tries(hugo, 'decideAcutePlacement', terms)).toEqual(refused('PLC-6'));
  });

  test('INT-2: a closed file takes no decision', () => {
    const file = placed().does(hugo, 'endPlacement', { at: monday, reason: 'needCeased' });
    file.does(hugo, 'closeCase', { reason: 'placementEnded' });
    expect(file.tries(hugo, 'decideAcutePlacement', terms)?.rules).toEqual(['INT-2']);
  });
});

describe('PLC-2: the duty desk places while the offices are closed', () => {
  // Office hours are 08:00 to 16:30 local on working days.
  test.each([
    { at: '2026-03-02T06:59:59.999Z', of: 'a moment before 08:00', rules: undefined },
    { at: '2026-03-02T07:00:00.000Z', of: 'at 08:00', rules: ['PLC-2'] },
    { at: '2026-03-02T15:29:59.999Z', of: 'a moment before 16:30', rules: ['PLC-2'] },
    { at: '2026-03-02T15:30:00.000Z', of: 'at 16:30', rules: undefined },
    { at: '2026-03-07T11:00:00.000Z', of: 'on a Saturday', rules: undefined },
    { at: '2026-12-24T11:00:00.000Z', of: 'on Christmas Eve', rules: undefined },
    { at: '2026-03-30T05:59:00.000Z', of: 'after the change to summer time, 07:59', rules: undefined },
    { at: '2026-03-30T06:00:00.000Z', of: 'after the change to summer time, 08:00', rules: ['PLC-2'] },
  ])('PLC-2 INT-8: $of: $rules', ({ at, rules }) => {
    const file = new CaseFile('socialjour').at(at);
    const body = { ...terms, ...inHisingen, from: at.slice(0, 10) };
    expect(file.tries(jouren, 'decideAcutePlacement', body)?.rules).toEqual(rules);
  });

  test('PLC-2 INT-6: by night the duty desk places also while the home district is unclear', () => {
    const file = new CaseFile('socialjour').at(mondayNight);
    const body = { ...terms, homeDistrict: 'unclear' };
    expect(file.tries(jouren, 'decideAcutePlacement', body)).toBeUndefined();
    expect(placementOf(file).rules).toEqual(['PLC-1', 'PLC-3', 'PLC-2']);
  });
});

describe('PLC-5: the defector unit places only in exceptional cases, whom it already knows', () => {
  const unknown = (): CaseFile => new CaseFile('sav');

  test.each([
    { given: 'known, reason stated', file: registered, reason: ['exceptionalReason'], rules: undefined },
    { given: 'known, no reason', file: registered, reason: [], rules: ['PLC-5'] },
    { given: 'unknown, reason stated', file: unknown, reason: ['exceptionalReason'], rules: ['PLC-5'] },
    { given: 'unknown, no reason', file: unknown, reason: [], rules: ['PLC-5', 'PLC-5'] },
    { given: 'handled there', file: handledBySav, reason: ['exceptionalReason'], rules: undefined },
  ])('PLC-5: $given: $rules', ({ file, reason, rules }) => {
    const body = { ...terms, ...inHisingen };
    expect(file().tries(anna, 'decideAcutePlacement', body, ...reason)?.rules).toEqual(rules);
  });

  test('PLC-5: the application once held there is enough, and the reason is on record', () => {
    const file = registered().does(anna, 'withdrawApplication', { at: monday });
    file.does(anna, 'decideAcutePlacement', terms, 'exceptionalReason');
    expect(placementOf(file)).toMatchObject({
      rules: ['PLC-1', 'PLC-3', 'PLC-5'],
      notes: [{ noteId: 'o-exceptionalReason', field: 'exceptionalReason' }],
    });
  });

  test('PLC-5: a new decision of the defector unit states its reason anew', () => {
    const file = placedBySav().at('2026-03-05T09:00:00.000Z');
    const renewed = { ...terms, from: '2026-03-05' };
    expect(file.tries(anna, 'renewPlacement', renewed)).toEqual(refused('PLC-5'));
    expect(file.tries(anna, 'renewPlacement', renewed, 'exceptionalReason')).toBeUndefined();
  });
});

describe('PLC-3: a decision holds 14 days and never longer', () => {
  // The fourteenth local day ends at 23:59:59: 22:59:59 in winter, 21:59:59 in summer, by UTC.
  test.each([
    { of: 'winter', now: '2026-01-12T10:00:00.000Z', ends: '2026-01-26T22:59:59.000Z' },
    { of: 'summer', now: '2026-07-01T10:00:00.000Z', ends: '2026-07-15T21:59:59.000Z' },
    { of: 'into summer time', now: '2026-03-20T10:00:00.000Z', ends: '2026-04-03T21:59:59.000Z' },
    { of: 'ending on that Sunday', now: '2026-03-15T10:00:00.000Z', ends: '2026-03-29T21:59:59.000Z' },
    { of: 'out of summer time', now: '2026-10-20T10:00:00.000Z', ends: '2026-11-03T22:59:59.000Z' },
    { of: 'ending on that Sunday too', now: '2026-10-11T10:00:00.000Z', ends: '2026-10-25T22:59:59.000Z' },
    { of: 'over Christmas', now: '2026-12-18T10:00:00.000Z', ends: '2027-01-01T22:59:59.000Z' },
    { of: 'before local midnight', now: '2026-01-12T22:59:59.999Z', ends: '2026-01-26T22:59:59.000Z' },
  ])('PLC-3: $of, decided $now, ends $ends', ({ now, ends }) => {
    expect(placementOf(placed(now)).decision.ends).toBe(ends);
  });

  test.each([
    { from: '2026-03-01', rules: ['PLC-3'] },
    { from: '2026-03-02', rules: undefined },
    { from: '2026-03-16', rules: undefined },
    { from: '2026-03-17', rules: ['PLC-3'] },
  ])('PLC-3: decided on 2 March, from $from: $rules', ({ from, rules }) => {
    const body = { ...terms, ...inHisingen, from };
    expect(new CaseFile('hisingen').tries(hugo, 'decideAcutePlacement', body)?.rules).toEqual(rules);
  });

  test('PLC-3: no field makes it longer', () => {
    const body = { ...terms, until: '2026-05-01' };
    expect(schemas.decideAcutePlacement.safeParse(terms).success).toBe(true);
    expect(schemas.decideAcutePlacement.safeParse(body).success).toBe(false);
    expect(schemas.renewPlacement.safeParse(body).success).toBe(false);
  });

  test.each([
    { now: '2025-06-30T10:00:00.000Z', act: 'SoL (2001:453)' },
    { now: '2025-07-01T10:00:00.000Z', act: 'SoL (2025:400)' },
  ])('PLC-3: a decision cites the act in force on its day ($now: $act)', ({ now, act }) => {
    expect(placementOf(placed(now)).decision.act).toBe(act);
  });
});

describe('PLC-7: what kind of place, how protected and at what cost; never where', () => {
  test.each<{ said: Body; rules: readonly string[] | undefined }>([
    { said: {}, rules: undefined },
    { said: { provider: 'Exempelgatan 7' }, rules: ['PLC-7'] },
    { said: { protectionLevel: 'Exempelgatan 7' }, rules: ['PLC-7'] },
    { said: { provider: 'constructor' }, rules: ['PLC-7'] },
  ])('PLC-7: $said: $rules', ({ said, rules }) => {
    const file = new CaseFile('hisingen');
    const body = { ...terms, ...inHisingen, ...said };
    expect(file.tries(hugo, 'decideAcutePlacement', body)?.rules).toEqual(rules);
  });

  test('PLC-7: free text is taken from the defector unit alone', () => {
    const body = { ...terms, ...inHisingen };
    expect(new CaseFile('hisingen').tries(hugo, 'decideAcutePlacement', body, 'exceptionalReason')).toEqual(
      refused('PLC-7'),
    );
    expect(placed().tries(hugo, 'renewPlacement', terms, 'exceptionalReason')).toEqual(refused('PLC-7'));
  });

  test.each(['address', 'place', 'note', 'wish', 'text'])(
    'PLC-7: no request about a placement has a field for %s',
    (field) => {
      const all = [...Object.values(schemas), ...Object.values(placementOpenings)];
      for (const schema of all) expect(Object.keys(schema.shape)).not.toContain(field);
      expect(schemas.decideAcutePlacement.safeParse({ ...terms, [field]: 'Exempelgatan 7' }).success).toBe(
        false,
      );
    },
  );
});

test('PLC-4: told in the future is not told', () => {
  const body = { ...terms, ...inHisingen, ...toldAtOnce('2026-03-02T09:00:00.001Z') };
  expect(new CaseFile('hisingen').tries(hugo, 'decideAcutePlacement', body)).toEqual(refused('PLC-4'));
  expect(standings(placed(monday, toldAtOnce(monday)))).toEqual([['running']]);
});

test('ACC-2: who has no part in the file decides nothing in it', () => {
  expect(placed().tries(clas, 'endPlacement', { at: monday, reason: 'other' })?.kind).toBe('foreign');
});
