import { CaseFile, refused } from './support/case-file';
import { criteriaMet, handledBySav, investigating, moved, registered, registration } from './support/given';
import { anna, axel, clas, hugo, jouren, rut, sara, siv } from './support/people';

describe('INT-1: the channel decides the receiving unit', () => {
  test.each([
    { unit: 'sav', by: anna, channel: 'defectorTelephone', rules: undefined },
    { unit: 'sav', by: anna, channel: 'reception', rules: ['INT-1'] },
    { unit: 'sav', by: anna, channel: 'dutyDesk', rules: ['INT-1'] },
    { unit: 'sav', by: anna, channel: 'ongoingCase', rules: ['INT-1'] },
    { unit: 'hisingen', by: rut, channel: 'reception', rules: undefined },
    { unit: 'hisingen', by: hugo, channel: 'ongoingCase', rules: undefined },
    { unit: 'hisingen', by: rut, channel: 'defectorTelephone', rules: ['INT-1'] },
    { unit: 'hisingen', by: hugo, channel: 'reception', rules: undefined },
    { unit: 'hisingen', by: rut, channel: 'ongoingCase', rules: ['RSP-8'] },
    { unit: 'sav', by: sara, channel: 'ongoingCase', rules: ['INT-1', 'RSP-8'] },
    { unit: 'socialjour', by: jouren, channel: 'dutyDesk', rules: undefined },
    { unit: 'socialjour', by: jouren, channel: 'reception', rules: ['INT-1'] },
    { unit: 'sav', by: anna, channel: 'constructor', rules: ['INT-1'] },
  ])('INT-1: $channel at $unit: $rules', ({ unit, by, channel, rules }) => {
    const file = new CaseFile(unit);
    expect(file.tries(by, 'registerApplication', { ...registration, channel })?.rules).toEqual(rules);
  });

  test('RSP-8 INT-1: inside an ongoing district case a caseworker registers, and goes on as from any channel', () => {
    const file = new CaseFile('hisingen').does(hugo, 'registerApplication', {
      ...registration,
      channel: 'ongoingCase',
    });
    expect(file.event('ApplicationRegistered').rules).toContain('RSP-8');
    expect(file.view(hugo)).toMatchObject({ channel: 'ongoingCase', next: { code: 'openInvestigation' } });
    expect(file.does(hugo, 'openInvestigation').offer(hugo, 'requestThreatAssessment').rules).toEqual([
      'INT-5',
    ]);
  });

  test.each([true, false])('INT-1 INT-7: in custody or not (%s) stands beside the channel', (inCustody) => {
    const file = new CaseFile('sav').does(anna, 'registerApplication', { ...registration, inCustody });
    expect(file.view(anna)).toMatchObject({ channel: 'defectorTelephone', inCustody, release: null });
  });

  test('INT-1 DEF-1: every rule in the way is told, not the first', () => {
    const body = { ...registration, channel: 'reception', age: 17, receivedAt: '2026-03-02T09:00:00.001Z' };
    expect(new CaseFile('sav').tries(anna, 'registerApplication', body)).toEqual(
      refused('DEF-1', 'INT-1', 'INT-1'),
    );
  });
});

describe('INT-2: the receiving unit registers and opens an investigation', () => {
  test('INT-2: what a caseworker registers is theirs, what reception registers waits for assignment', () => {
    expect(registered().state.intake).toMatchObject({
      status: 'intake',
      assignment: { person: 'anna', standIns: [] },
    });
    const file = new CaseFile('hisingen');
    file.does(rut, 'registerApplication', { ...registration, channel: 'reception' });
    expect(file.state.intake).toMatchObject({ status: 'intake', channel: 'reception' });
    expect(file.state.intake.assignment).toBeUndefined();
  });

  test('INT-2: it is registered once', () => {
    expect(registered().tries(anna, 'registerApplication', registration)).toEqual(refused('INT-2'));
  });

  test('INT-2: an investigation is opened once, in an open file', () => {
    const file = registered().does(anna, 'openInvestigation');
    expect(file.state.intake.status).toBe('investigation');
    expect(file.tries(anna, 'openInvestigation')).toEqual(refused('INT-2'));
  });

  test('INT-2: in a closed file no work is done', () => {
    const file = moved().sender.does(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' });
    expect(file.tries(anna, 'openInvestigation')).toEqual(refused('INT-2'));
    expect(file.tries(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' })).toEqual(refused('INT-2'));
    expect(file.tries(anna, 'setHomeDistrict', { district: 'nordost' })).toEqual(refused('INT-2'));
    expect(file.tries(anna, 'assessAbility', { ability: 'able' })?.rules).toEqual([
      'INT-2',
      'DEF-9',
      'DEF-8',
    ]);
    expect(file.tries(anna, 'classifyDefector', { classification: 'notSpecial' })?.rules).toContain('INT-2');
    expect(file.tries(siv, 'assignCaseworker', { person: 'axel', standIns: [] })).toEqual(refused('ACC-2'));
  });
});

test.each([
  { district: 'hisingen', rules: undefined },
  { district: 'unclear', rules: undefined },
  { district: 'sav', rules: ['INT-6'] },
  { district: 'las', rules: ['INT-6'] },
  { district: 'partille', rules: ['INT-6'] },
])('INT-6: the home district “$district”: $rules', ({ district, rules }) => {
  expect(registered().tries(anna, 'setHomeDistrict', { district })?.rules).toEqual(rules);
});

describe('CON-10: files of other units play no part', () => {
  test('CON-10: the same person’s application is registered at a second unit, step for step alike', () => {
    const alone = new CaseFile('hisingen').does(rut, 'registerApplication', {
      ...registration,
      channel: 'reception',
    });
    registered();
    const beside = new CaseFile('hisingen').does(rut, 'registerApplication', {
      ...registration,
      channel: 'reception',
    });
    expect(beside.steps).toEqual(alone.steps);
  });
});

describe('closing the own file', () => {
  test.each([
    { given: 'held', file: registered, reason: 'noFurtherAction', rules: ['TRF-6'] },
    { given: 'moved', file: () => moved().sender, reason: 'exitCompleted', rules: ['RSP-3'] },
    { given: 'moved', file: () => moved().sender, reason: 'handlingMovedToOtherBoard', rules: undefined },
    { given: 'completed', file: completed, reason: 'noFurtherAction', rules: ['TRF-6'] },
    { given: 'completed', file: completed, reason: 'exitCompleted', rules: undefined },
    { given: 'withdrawn', file: withdrawn, reason: 'exitCompleted', rules: ['TRF-6'] },
    { given: 'withdrawn', file: withdrawn, reason: 'applicationWithdrawn', rules: undefined },
  ])('RSP-3 TRF-6: an application that is $given, with the reason $reason: $rules', (row) => {
    expect(row.file().tries(anna, 'closeCase', { reason: row.reason })?.rules).toEqual(row.rules);
  });

  function completed(): CaseFile {
    return handledBySav()
      .does(anna, 'grantIntervention', { kind: 'regular', from: '2026-03-02' })
      .does(anna, 'completeExit', { outcome: 'leftMilieu' });
  }

  function withdrawn(): CaseFile {
    return criteriaMet(investigating()).does(anna, 'withdrawApplication', { at: '2026-03-02T09:00:00.000Z' });
  }
});

test.each([axel, sara, clas, hugo])(
  'CON-10 CON-6: $person meets the case of another as one that is not there',
  (by) => {
    expect(registered().tries(by, 'openInvestigation')).toEqual({ kind: 'foreign', rules: [] });
  },
);
