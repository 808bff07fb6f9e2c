import type { Body, CaseFile } from './support/case-file';
import { refused, told } from './support/case-file';
import { closedAt, consents, handledBySav, moved, offered, running, takenOver } from './support/given';
import { anna, hugo } from './support/people';

const followed: Body = {
  needs: [
    { need: 'housing', met: 'met' },
    { need: 'work', met: 'partly' },
  ],
  motivation: 'stands',
  planFollowed: 'followed',
};

/** A regular intervention of SAV, granted at that instant, from that day. */
function grantedAt(now: string, from: string): CaseFile {
  return handledBySav().at(now).does(anna, 'grantIntervention', { kind: 'regular', from });
}

const clocks = (file: CaseFile): readonly (readonly string[])[] =>
  file.due().flatMap(({ rule, kind, at }) => (rule === 'FUP-1' ? [[kind, at.slice(0, 16)]] : []));

/** What the clock did, and whom it told. */
const happened = (file: CaseFile, until: string): readonly string[] =>
  file.until(until).map((step) => [step.at.slice(0, 13), ...told(step)].join(' '));

describe('FUP-1: every three months while interventions run', () => {
  // 08:00 local on the same day three months later, or on the last of a shorter month; five working days on, 16:30.
  test.each([
    { from: '2026-03-02', due: '2026-06-02T06:00', overdue: '2026-06-09T14:30' },
    { from: '2026-11-30', due: '2027-02-28T07:00', overdue: '2027-03-05T15:30' },
    { from: '2027-11-29', due: '2028-02-29T07:00', overdue: '2028-03-07T15:30' },
    { from: '2027-11-30', due: '2028-02-29T07:00', overdue: '2028-03-07T15:30' },
    { from: '2028-11-29', due: '2029-02-28T07:00', overdue: '2029-03-07T15:30' },
    { from: '2026-05-31', due: '2026-08-31T06:00', overdue: '2026-09-07T14:30' },
    { from: '2026-12-29', due: '2027-03-29T06:00', overdue: '2027-04-05T14:30' },
    { from: '2199-12-31', due: '2200-03-31T06:00', overdue: '2200-04-09T14:30' },
    { from: '2026-07-25', due: '2026-10-25T07:00', overdue: '2026-10-30T15:30' },
  ])('FUP-1: from $from it is due $due, and overdue $overdue', ({ from, due, overdue }) => {
    const [reminder, escalation, ...others] = clocks(grantedAt(`${from}T09:00:00.000Z`, from));
    expect(others).toEqual([]);
    expect(reminder?.[0]).toBe('followUpDue');
    expect((reminder?.[1] ?? '') >= due && (reminder?.[1] ?? '') <= `${due.slice(0, -2)}05`).toBe(true);
    expect(escalation).toEqual(['followUpOverdue', overdue]);
  });

  test('FUP-1: counted from the first day of the first that runs; a later one changes nothing, an earlier day neither', () => {
    const due = (file: CaseFile): string => clocks(file)[0]?.[1]?.slice(0, 10) ?? '';
    const file = grantedAt('2026-03-02T09:00:00.000Z', '2026-04-15');
    expect(due(file)).toBe('2026-07-15');
    file.does(anna, 'grantIntervention', { kind: 'regular', from: '2026-03-03' });
    expect(due(file)).toBe('2026-07-15');
    expect(due(grantedAt('2026-03-02T09:00:00.000Z', '2025-01-01'))).toBe('2026-06-02');
  });

  test('FUP-1 NTF-3: first the caseworker, then the supervisor, each once; then nobody', () => {
    const file = running();
    expect(happened(file, '2027-03-01T00:00:00.000Z')).toEqual([
      '2026-06-02T06 caseworker:followUpDue',
      '2026-06-09T14 supervisor:followUpOverdue',
    ]);
    expect(file.view(anna)).toMatchObject({ plan: { occasions: [{ kind: 'running', overdue: true }] } });
    expect(file.view(anna)).toMatchObject({ next: { code: 'followUp' } });
  });

  test('FUP-1: a clock that is late reminds and escalates once, each', () => {
    const file = running();
    const ids = file.due().map(({ id }) => id);
    file.at('2026-12-01T09:00:00.000Z');
    expect(ids.flatMap((id) => told(file.ticks(id)))).toEqual([
      'caseworker:followUpDue',
      'supervisor:followUpOverdue',
    ]);
    expect(ids.flatMap((id) => told(file.ticks(id)))).toEqual([]);
  });

  test('FUP-1: a follow-up settles its time and sets the next, three months from then', () => {
    const file = running();
    file.until('2026-06-04T09:00:00.000Z');
    file.does(anna, 'recordFollowUp', followed, 'text');
    expect(clocks(file).map(([kind, at]) => [kind, at?.slice(0, 10)])).toEqual([
      ['followUpDue', '2026-09-04'],
      ['followUpOverdue', '2026-09-11'],
    ]);
    expect(happened(file, '2026-06-30T00:00:00.000Z')).toEqual([]);
  });

  test('FUP-1 FUP-3: nothing is followed up once nothing runs; what is granted anew counts from then', () => {
    const file = running().does(anna, 'endParticipation', {
      at: '2026-03-02T09:00:00.000Z',
      saidBy: 'person',
    });
    expect(clocks(file)).toEqual([]);
    file
      .at('2026-05-11T09:00:00.000Z')
      .does(anna, 'grantIntervention', { kind: 'acute', from: '2026-05-11' });
    expect(clocks(file)[0]?.[1]?.slice(0, 10)).toBe('2026-08-11');
  });

  test('FUP-1: a unit from which the application moved follows up nothing; the one that took over does', () => {
    const sender = offered(['core']);
    sender.does(anna, 'grantIntervention', { kind: 'acute', from: '2026-03-02' });
    expect(clocks(sender)).toHaveLength(2);
    const { sender: left } = moved();
    expect(left.tries(anna, 'recordFollowUp', { ...followed, needs: [] }, 'text')).toEqual(refused('FUP-1'));
    const { receiver } = takenOver();
    receiver.does(hugo, 'openInvestigation');
    receiver.does(hugo, 'grantIntervention', { kind: 'acute', from: '2026-03-02' });
    expect(receiver.tries(hugo, 'recordFollowUp', { ...followed, needs: [] }, 'text')).toBeUndefined();
  });
});

describe('FUP-1: after a completed and closed case', () => {
  test.each([
    { closed: '2026-03-02T10:00:00.000Z', due: ['2026-09-02', '2027-03-02'] },
    { closed: '2026-08-31T10:00:00.000Z', due: ['2027-02-28', '2027-08-31'] },
    { closed: '2027-08-29T10:00:00.000Z', due: ['2028-02-29', '2028-08-29'] },
    { closed: '2027-08-31T10:00:00.000Z', due: ['2028-02-29', '2028-08-31'] },
    { closed: '2028-02-29T10:00:00.000Z', due: ['2028-08-29', '2029-02-28'] },
    { closed: '2026-03-31T21:59:59.000Z', due: ['2026-09-30', '2027-03-31'] },
    { closed: '2026-03-31T22:00:00.000Z', due: ['2026-10-01', '2027-04-01'] },
  ])('FUP-1: closed $closed, followed up $due', ({ closed, due }) => {
    const file = closedAt(closed);
    const reminders = file.due().filter(({ kind }) => kind === 'followUpDue');
    expect(reminders.map(({ at }) => at.slice(0, 10))).toEqual(due);
    expect(file.event('FollowUpsPlanned')).toMatchObject({ rules: ['FUP-1'] });
  });

  test('FUP-1 NTF-3: the last handling unit is reminded in its closed file, and told when it is not done', () => {
    const file = closedAt('2026-03-02T10:00:00.000Z');
    expect(file.view(anna)).toMatchObject({ status: 'closed', awaits: 'us', next: { code: 'followUp' } });
    expect(happened(file, '2027-12-01T00:00:00.000Z')).toEqual([
      '2026-09-02T06 caseworker:followUpDue',
      '2026-09-09T14 supervisor:followUpOverdue',
      '2027-03-02T07 caseworker:followUpDue',
      '2027-03-09T15 supervisor:followUpOverdue',
    ]);
  });

  test('FUP-1: each follow-up settles its time; after the last there is nothing more to do', () => {
    const file = closedAt('2026-03-02T10:00:00.000Z');
    file.until('2026-08-20T09:00:00.000Z');
    file.does(anna, 'recordFollowUp', followed, 'text');
    expect(happened(file, '2027-03-03T09:00:00.000Z')).toEqual(['2027-03-02T07 caseworker:followUpDue']);
    file.does(anna, 'recordFollowUp', followed, 'text');
    expect(file.view(anna)).toMatchObject({ awaits: 'nobody', next: { code: 'nothing' } });
    expect(file.due()).toEqual([]);
    expect(file.tries(anna, 'recordFollowUp', followed, 'text')).toEqual(refused('FUP-1'));
  });

  test('FUP-1: one that was missed is settled with the one that is due', () => {
    const file = closedAt('2026-03-02T10:00:00.000Z');
    file.until('2027-03-02T12:00:00.000Z');
    file.does(anna, 'recordFollowUp', followed, 'text');
    expect(file.event('FollowUpRecorded')).toMatchObject({ settles: [expect.anything(), expect.anything()] });
    expect(file.due()).toEqual([]);
  });

  test.each([
    { end: 'withdrawn', by: 'withdrawApplication', body: { at: '2026-03-02T09:00:00.000Z' } },
    { end: 'ended', by: 'endExit', body: { decidedBy: 'siv', decidedOn: '2026-03-02' } },
  ])('FUP-1: an application that was $end is not followed up', ({ end, by, body }) => {
    const file = running().does(anna, by, body, 'reasons');
    if (end === 'ended') file.does(anna, 'recordHelpToApply', { at: file.now, wanted: false });
    file.does(anna, 'closeCase', { reason: end === 'ended' ? 'exitEnded' : 'applicationWithdrawn' });
    expect([file.due(), file.view(anna)?.['awaits']]).toEqual([[], 'nobody']);
    expect(file.tries(anna, 'recordFollowUp', followed, 'text')).toEqual(refused('FUP-1'));
  });

  test('FUP-1: a unit from which the application moved follows up nothing after its closing', () => {
    const { sender } = moved();
    sender.does(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' });
    expect(sender.due()).toEqual([]);
    expect(sender.steps.flatMap(({ events }) => events.map(({ type }) => type))).not.toContain(
      'FollowUpsPlanned',
    );
  });
});

describe('FUP-2: what a follow-up says', () => {
  const police = { crime: 'none', threat: 'lower', at: '2026-03-02T09:00:00.000Z' };

  test('FUP-2: for each need whether it is met, whether motivation stands and whether the plan is followed', () => {
    const file = running().does(anna, 'recordFollowUp', followed, 'text');
    expect(file.view(anna)).toMatchObject({
      plan: { followUps: [{ ...followed, at: file.now, notes: [{ field: 'text' }] }] },
    });
  });

  test.each<{ given: string; needs: Body[string] }>([
    { given: 'a need is missing', needs: [{ need: 'housing', met: 'met' }] },
    { given: 'none is followed up', needs: [] },
    {
      given: 'one is not of the plan',
      needs: [
        { need: 'housing', met: 'met' },
        { need: 'health', met: 'met' },
      ],
    },
    {
      given: 'one comes twice',
      needs: [
        { need: 'housing', met: 'met' },
        { need: 'housing', met: 'met' },
      ],
    },
  ])('FUP-2: $given: refused', ({ needs }) => {
    expect(running().tries(anna, 'recordFollowUp', { ...followed, needs }, 'text')).toEqual(refused('FUP-2'));
  });

  test('FUP-1 INT-5: with the word of the police, under a consent that stood when they said it', () => {
    const file = running().does(anna, 'recordFollowUp', { ...followed, police }, 'text');
    expect(file.event('FollowUpRecorded')).toMatchObject({ followUp: { police } });
  });

  test.each([
    { given: 'before any consent', at: '2026-03-01T09:00:00.000Z', rules: ['INT-5'] },
    { given: 'tomorrow', at: '2026-03-03T09:00:00.000Z', rules: ['FUP-1'] },
  ])('FUP-1 INT-5: the word of the police $given: $rules', ({ at, rules }) => {
    const body = { ...followed, police: { ...police, at } };
    expect(running().tries(anna, 'recordFollowUp', body, 'text')).toEqual(refused(...rules));
  });

  test('INT-5 CON-3: what the police say after the consent has ended is not recorded; the follow-up is, and says so', () => {
    const file = running();
    const [consent = ''] = Object.keys(file.state.consent.consents);
    file.does(anna, 'withdrawConsent', { consent, at: file.now }).at('2026-03-04T09:00:00.000Z');
    const late = { ...followed, police: { ...police, at: file.now } };
    expect(file.tries(anna, 'recordFollowUp', late, 'text')).toEqual(refused('INT-5'));
    const before = { ...followed, police };
    expect(file.tries(anna, 'recordFollowUp', before, 'text')).toBeUndefined();
    file.does(anna, 'recordFollowUp', followed, 'text');
    expect(file.event('FollowUpRecorded')).not.toMatchObject({
      followUp: { police: expect.anything() as object },
    });
  });

  test('INT-5 FUP-1: a consent can be given in a closed file while it is followed up, and not after', () => {
    const file = closedAt('2026-03-02T10:00:00.000Z');
    expect(consents(file, ['las'], ['core'])).toMatch(/^s-/);
    file.until('2027-03-02T12:00:00.000Z');
    file.does(anna, 'recordFollowUp', followed, 'text');
    expect(() => consents(file, ['las'], ['core'])).toThrow('INT-2');
  });
});

test('CON-6 FUP-1: another unit can do none of it', () => {
  const file = closedAt('2026-03-02T10:00:00.000Z');
  expect(file.tries(hugo, 'recordFollowUp', followed, 'text')).toEqual({ kind: 'foreign', rules: [] });
});
