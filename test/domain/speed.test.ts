import { CaseFile, refused } from './support/case-file';
import {
  asked,
  assessed,
  handledBySav,
  investigating,
  moved,
  registered,
  registration,
  takenOver,
} from './support/given';
import { anna, hugo } from './support/people';

/** The application of the tables reached the unit on Monday 2 March 2026 at 09:30 local. */
const applied = '2026-03-02T08:30:00.000Z';

/** A quarter of an hour later. */
const quarter = '2026-03-02T08:45:00.000Z';

const speedIn = (file: CaseFile, by = anna): unknown => file.view(by)?.['speed'];

describe('FUP-8: how fast help came', () => {
  test('FUP-8: nothing is measured before it has happened', () => {
    expect(speedIn(registered())).toEqual({
      firstContact: null,
      firstDecision: null,
      assessment: null,
      receipt: null,
    });
  });

  test.each([
    ['2026-03-02T08:30:00.000Z', { days: 0, hours: 0 }],
    ['2026-03-02T09:29:59.999Z', { days: 0, hours: 0 }],
    ['2026-03-02T09:30:00.000Z', { days: 0, hours: 1 }],
    ['2026-03-03T08:29:59.999Z', { days: 0, hours: 23 }],
    ['2026-03-03T08:30:00.000Z', { days: 1, hours: 0 }],
    ['2026-03-30T08:30:00.000Z', { days: 28, hours: 0 }],
  ])('FUP-8: a first contact %s: after %j', (at, after) => {
    const file = investigating().at('2026-04-01T09:00:00.000Z');
    file.does(anna, 'recordFirstContact', { at, how: 'visit' });
    expect(speedIn(file)).toMatchObject({ firstContact: { at, ...after }, firstDecision: null });
  });

  test.each([
    { at: '2026-03-02T08:29:59.999Z', rules: ['FUP-8'] },
    { at: applied, rules: undefined },
    { at: '2026-03-02T09:00:00.000Z', rules: undefined },
    { at: '2026-03-02T09:00:00.001Z', rules: ['FUP-8'] },
  ])('FUP-8: a first contact at $at, recorded at 10:00: $rules', ({ at, rules }) => {
    expect(registered().tries(anna, 'recordFirstContact', { at, how: 'telephone' })?.rules).toEqual(rules);
  });

  test('FUP-8: only an earlier contact takes the place of the first', () => {
    const file = registered().does(anna, 'recordFirstContact', { at: quarter, how: 'visit' });
    expect(file.tries(anna, 'recordFirstContact', { at: quarter, how: 'video' })).toEqual(refused('FUP-8'));
    file.does(anna, 'recordFirstContact', { at: applied, how: 'telephone' });
    expect(speedIn(file)).toMatchObject({ firstContact: { at: applied } });
  });

  test('FUP-8 TRF-6: it is recorded where the application is held, in an open file', () => {
    const contact = { at: '2026-03-02T09:00:00.000Z', how: 'visit' };
    expect(moved().sender.tries(anna, 'recordFirstContact', contact)).toEqual(refused('FUP-8'));
    const closed = registered().does(anna, 'withdrawApplication', { at: applied });
    closed.does(anna, 'closeCase', { reason: 'applicationWithdrawn' });
    expect(closed.tries(anna, 'recordFirstContact', contact)).toEqual(refused('INT-2', 'FUP-8'));
  });

  test('FUP-8: the first assessment counts, whichever comes first', () => {
    const early = { letterId: 'm1', assessedAt: '2026-03-03T09:00:00.000Z', final: false };
    const late = { letterId: 'm2', from: 'bops', assessedAt: '2026-03-05T08:30:00.000Z' };
    for (const [one, other] of [
      [early, late],
      [late, early],
    ] as const) {
      expect(speedIn(assessed(other, assessed(one, asked())))).toMatchObject({
        assessment: { at: early.assessedAt, days: 1, hours: 0 },
      });
    }
  });

  test('FUP-8: a decision is help granted, an end, or who handles; a classification decides nothing yet', () => {
    const file = assessed({ level: 'high' }).at('2026-03-04T08:30:00.000Z');
    expect(speedIn(file)).toMatchObject({ firstDecision: null });
    file.does(anna, 'grantIntervention', { kind: 'acute', from: '2026-03-04' }, 'intervention');
    expect(speedIn(file)).toMatchObject({ firstDecision: { at: file.now, days: 2, hours: 0 } });
    file
      .at('2026-03-05T08:30:00.000Z')
      .does(anna, 'grantIntervention', { kind: 'acute', from: '2026-03-05' });
    expect(speedIn(file)).toMatchObject({ firstDecision: { days: 2, hours: 0 } });
    expect(speedIn(handledBySav())).toMatchObject({ firstDecision: { days: 0, hours: 0 } });
  });

  test('FUP-8 TRF-1: the time counts across units, from the date that the core carries', () => {
    const { sender, receiver } = takenOver();
    expect(speedIn(sender)).toMatchObject({ receipt: { at: sender.now, days: 0, hours: 0 } });
    receiver.at('2026-03-12T08:30:00.000Z');
    receiver.does(hugo, 'recordFirstContact', { at: receiver.now, how: 'visit' });
    expect(speedIn(receiver, hugo)).toMatchObject({
      firstContact: { days: 10, hours: 0 },
      assessment: { at: '2026-03-03T09:00:00.000Z', days: 1, hours: 0 },
      receipt: { days: 0, hours: 0 },
    });
  });

  test('FUP-8: an assessment that did not come along is not measured at the receiver', () => {
    expect(speedIn(takenOver(['core']).receiver, hugo)).toMatchObject({ assessment: null });
  });

  test('FUP-8: a district measures its own', () => {
    const file = new CaseFile('hisingen').does(hugo, 'registerApplication', {
      ...registration,
      channel: 'ongoingCase',
    });
    file.does(hugo, 'recordFirstContact', { at: applied, how: 'message' });
    expect(speedIn(file, hugo)).toMatchObject({ firstContact: { days: 0, hours: 0 } });
  });
});
