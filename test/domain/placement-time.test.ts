import type { Step } from '../../domain/kernel/step';
import type { PlacementLapsed, PlacementReminded, PlacementRenewed } from '../../domain/placement/events';
import type { CaseFile } from './support/case-file';
import { refused, told } from './support/case-file';
import { consents, takenOver } from './support/given';
import { assessment } from './support/letters';
import { clas, hugo, hedda } from './support/people';
import {
  clockTold,
  consentAtSav,
  monday,
  placedAndTold,
  placedBySav,
  placementOf,
  standings,
  terms,
} from './support/placing';
import type { ThreatAssessmentRequested } from '../../domain/threat/state';

const lastMoment = '2026-03-16T22:59:59.000Z';
const afterwards = '2026-04-30T00:00:00.000Z';

const types = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap(({ events }) => events.map(({ type }) => type));

describe('PLC-6: reminded before the end, and lapsed if nothing is done', () => {
  test('PLC-6: the caseworker and the unit on day 10 and 13, the supervisors at the end of day 14', () => {
    const file = placedAndTold();
    expect(clockTold(file.until(afterwards))).toEqual([
      '03-12 caseworker:placementEnds',
      '03-12 unit:placementEnds',
      '03-15 caseworker:placementEnds',
      '03-15 unit:placementEnds',
      '03-16 supervisor:placementLapsed',
    ]);
    expect(standings(file)).toEqual([['lapsed']]);
    expect(file.event<PlacementLapsed>('PlacementLapsed').rules).toEqual(['PLC-3', 'PLC-6']);
    expect(file.due()).toEqual([]);
  });

  // 08:00 local on the days 10 and 13, within five minutes.
  test.each([
    { now: '2026-01-12T10:00:00.000Z', at: ['2026-01-22T07:0', '2026-01-25T07:0'] },
    { now: '2026-07-01T10:00:00.000Z', at: ['2026-07-11T06:0', '2026-07-14T06:0'] },
    { now: '2026-03-18T10:00:00.000Z', at: ['2026-03-28T07:0', '2026-03-31T06:0'] },
    { now: '2026-10-14T10:00:00.000Z', at: ['2026-10-24T06:0', '2026-10-27T07:0'] },
    { now: '2026-12-14T10:00:00.000Z', at: ['2026-12-24T07:0', '2026-12-27T07:0'] },
  ])('PLC-6: decided $now, reminded at 08:00 local: $at', ({ now, at }) => {
    const reminders = placedAndTold(now)
      .due()
      .filter(({ kind }) => kind === 'placementReminder');
    expect(reminders.map((reminder) => reminder.at.slice(0, 15))).toEqual(at);
  });

  test('PLC-6: the lapse happens once, also when the clock is late, and a late clock reminds of nothing', () => {
    const file = placedAndTold();
    const due = file.due().map(({ id }) => id);
    file.at('2026-03-20T08:00:00.000Z');
    const steps = due.map((id) => file.ticks(id));
    expect(types(steps).filter((type) => type !== 'DeadlinePassed')).toEqual(['PlacementLapsed']);
    expect(types(due.map((id) => file.ticks(id)))).toEqual(Array(3).fill('DeadlinePassed'));
  });

  test('PLC-6: while the clock is late nothing lapsed is renewed or ended; a first decision records the lapse', () => {
    const file = placedAndTold().at('2026-03-16T22:59:59.001Z');
    expect(file.tries(hugo, 'renewPlacement', { ...terms, from: '2026-03-16' })).toEqual(refused('PLC-6'));
    expect(file.tries(hugo, 'endPlacement', { at: monday, reason: 'other' })).toEqual(refused('PLC-6'));
    file.does(hugo, 'decideAcutePlacement', { ...terms, from: '2026-03-16' });
    expect(standings(file)).toEqual([['lapsed', 'running']]);
    expect(told(file.last())).toEqual(['supervisor:placementLapsed']);
    expect(types(file.until('2026-03-17T12:00:00.000Z'))).not.toContain('PlacementLapsed');
    expect(types(file.until(afterwards)).filter((type) => type === 'PlacementLapsed')).toHaveLength(1);
  });

  test('PLC-6: renewed in the last moment it does not lapse, and runs for 14 days of its own', () => {
    const file = placedAndTold().at(lastMoment);
    file.does(hugo, 'renewPlacement', { ...terms, from: '2026-03-17' });
    expect(file.event<PlacementRenewed>('PlacementRenewed').decision.ends).toBe('2026-03-30T21:59:59.000Z');
    expect(clockTold(file.until(afterwards))).toEqual([
      '03-26 caseworker:placementEnds',
      '03-26 unit:placementEnds',
      '03-29 caseworker:placementEnds',
      '03-29 unit:placementEnds',
      '03-30 supervisor:placementLapsed',
    ]);
    expect(standings(file)).toEqual([['lapsed']]);
  });

  test.each([
    { from: '2026-03-09', rules: ['PLC-3'] },
    { from: '2026-03-10', rules: undefined },
    { from: '2026-03-17', rules: undefined },
    { from: '2026-03-18', rules: ['PLC-3'] },
  ])('PLC-6 PLC-3: renewed on 10 March from $from, without a gap: $rules', ({ from, rules }) => {
    const file = placedAndTold().at('2026-03-10T09:00:00.000Z');
    expect(file.tries(hugo, 'renewPlacement', { ...terms, from })?.rules).toEqual(rules);
  });

  test('PLC-6: after the lapse it is a first decision again, with 14 days', () => {
    const file = placedAndTold();
    file.until('2026-03-18T09:00:00.000Z');
    expect(file.tries(hugo, 'renewPlacement', { ...terms, from: '2026-03-18' })).toEqual(refused('PLC-6'));
    file.does(hugo, 'decideAcutePlacement', { ...terms, from: '2026-03-18' });
    expect(placementOf(file).decision.ends).toBe('2026-04-01T21:59:59.000Z');
  });

  test.each([
    { at: '2026-03-02T08:59:59.999Z', rules: ['PLC-6'] },
    { at: monday, rules: undefined },
    { at: '2026-03-05T09:00:00.000Z', rules: undefined },
    { at: '2026-03-05T09:00:00.001Z', rules: ['PLC-6'] },
  ])('PLC-6: decided on Monday, ended on Thursday as of $at: $rules', ({ at, rules }) => {
    const file = placedAndTold().at('2026-03-05T09:00:00.000Z');
    expect(file.tries(hugo, 'endPlacement', { at, reason: 'personLeft' })?.rules).toEqual(rules);
  });

  test('PLC-6: once ended nobody is reminded and nothing lapses', () => {
    const file = placedAndTold().does(hugo, 'endPlacement', { at: monday, reason: 'needCeased' });
    expect(file.due()).toEqual([]);
    expect(types(file.until(afterwards))).toEqual([]);
    expect(file.tries(hugo, 'endPlacement', { at: monday, reason: 'needCeased' })).toEqual(refused('PLC-6'));
  });
});

describe('PLC-6: a file with a running placement does not close', () => {
  test.each([
    { given: 'it runs', file: placedAndTold, rules: ['PLC-6'] },
    { given: 'it ended', file: ended, rules: undefined },
    { given: 'it lapsed', file: lapsed, rules: undefined },
    { given: 'its time is over, the clock late', file: late, rules: ['PLC-6'] },
  ])('PLC-6: $given: $rules', ({ file, rules }) => {
    expect(file().tries(hugo, 'closeCase', { reason: 'placementEnded' })?.rules).toEqual(rules);
  });

  test('PLC-6: a file about a placement closes with that reason and no other', () => {
    expect(ended().tries(hugo, 'closeCase', { reason: 'noFurtherAction' })).toEqual(refused('PLC-6'));
    expect(ended().does(hugo, 'closeCase', { reason: 'placementEnded' }).due()).toEqual([]);
  });

  function ended(): CaseFile {
    return placedAndTold().does(hugo, 'endPlacement', { at: monday, reason: 'otherHelp' });
  }
  function lapsed(): CaseFile {
    const file = placedAndTold();
    file.until(afterwards);
    return file;
  }
  function late(): CaseFile {
    return placedAndTold().at(afterwards);
  }
});

describe('PLC-6 THR-2: in one file the reminder says both, that it runs out and that the assessment is overdue', () => {
  /** An exit file of Hisingen's, with the police asked and a placement decided on those days. */
  function both(askedAt: string, placedAt: string): CaseFile {
    const file = takenOver().receiver.at(askedAt);
    file.does(hugo, 'openInvestigation').does(hugo, 'setHomeDistrict', { district: 'hisingen' });
    consents(file, ['las'], ['core'], { givenAt: askedAt });
    file.does(hugo, 'requestThreatAssessment', { occasion: 'first' });
    file.until(placedAt);
    const body = { ...terms, from: placedAt.slice(0, 10), informed: { toldAt: placedAt, by: 'hugo' } };
    return file.does(hugo, 'decideAcutePlacement', body);
  }

  const ofPlacement = (steps: readonly Step[]): readonly string[] =>
    clockTold(steps).filter((line) => line.includes('placement'));

  test('PLC-6 THR-2: overdue since before the reminders', () => {
    const file = both('2026-03-02T09:00:00.000Z', '2026-03-10T09:00:00.000Z');
    expect(ofPlacement(file.until(afterwards))).toEqual([
      '03-20 caseworker:placementEndsAssessmentOverdue',
      '03-20 unit:placementEndsAssessmentOverdue',
      '03-23 caseworker:placementEndsAssessmentOverdue',
      '03-23 unit:placementEndsAssessmentOverdue',
      '03-24 supervisor:placementLapsedAssessmentOverdue',
    ]);
    expect(file.event<PlacementReminded>('PlacementReminded')).toMatchObject({
      ...{ assessmentOverdue: true, rules: ['PLC-6', 'THR-2', 'NTF-3'] },
    });
  });

  test('PLC-6 THR-2: asked and placed on the same day, both end at the same moment: the lapse says so', () => {
    const file = both('2026-03-02T10:00:00.000Z', '2026-03-02T10:00:00.000Z');
    expect(ofPlacement(file.until('2026-03-16T22:59:59.000Z'))).toEqual([
      '03-12 caseworker:placementEnds',
      '03-12 unit:placementEnds',
      '03-15 caseworker:placementEnds',
      '03-15 unit:placementEnds',
      '03-16 supervisor:placementLapsedAssessmentOverdue',
    ]);
  });

  test('PLC-6 THR-2: once the assessment has come only the placement is told of', () => {
    const file = both('2026-03-02T09:00:00.000Z', '2026-03-10T09:00:00.000Z');
    file.until('2026-03-21T09:00:00.000Z');
    const { reference } = file.event<ThreatAssessmentRequested>('ThreatAssessmentRequested');
    file.gets(assessment(reference, { receivedAt: file.now }));
    expect(ofPlacement(file.until(afterwards))).toEqual([
      '03-23 caseworker:placementEnds',
      '03-23 unit:placementEnds',
      '03-24 supervisor:placementLapsed',
    ]);
  });

  test('TRF-6: an assessment that is overdue in another file is not known here', () => {
    const exit = placedBySav();
    consentAtSav(exit);
    const beside = placedAndTold();
    expect(JSON.stringify(beside.view(hugo))).not.toContain(exit.caseRef);
    expect(ofPlacement(beside.until(afterwards))).toContain('03-16 supervisor:placementLapsed');
    expect(beside.view(clas)).toBeUndefined();
    expect(beside.view(hedda)?.['matter']).toBe('placement');
  });
});
