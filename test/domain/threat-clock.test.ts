import type { ThreatAssessmentRequested } from '../../domain/threat/state';
import type { CaseFile } from './support/case-file';
import { told } from './support/case-file';
import { asked, consents, consentTo, investigating, referenceOf, registered } from './support/given';
import { assessment } from './support/letters';
import { anna } from './support/people';

/** Asked at that instant. */
function askedAt(now: string): CaseFile {
  const file = investigating().at(now);
  consents(file, ['las', 'bops'], ['core'], { givenAt: now });
  return file.does(anna, 'requestThreatAssessment', { occasion: 'first' });
}

describe('asking the police', () => {
  const request = { occasion: 'first' };
  const covered = (file: CaseFile): CaseFile => file.does(anna, 'giveConsent', consentTo(['las'], ['core']));

  test.each([
    { given: 'intake, no consent', file: registered, rules: ['INT-4', 'INT-5'] },
    { given: 'intake, consent', file: () => covered(registered()), rules: ['INT-4'] },
    { given: 'investigation, no consent', file: investigating, rules: ['INT-5'] },
    { given: 'investigation, consent', file: () => covered(investigating()), rules: undefined },
    { given: 'an assessment is awaited', file: asked, rules: ['THR-1'] },
    { given: 'a consent to BOPS alone', file: () => consented(['bops'], ['core']), rules: ['INT-5'] },
    { given: 'a consent without the core', file: () => consented(['las'], ['criteria']), rules: ['INT-5'] },
    { given: 'a consent for another purpose', file: forTransfer, rules: ['INT-5'] },
    { given: 'a consent that was withdrawn', file: withdrawn, rules: ['INT-5'] },
    { given: 'a consent that has run out', file: runOut, rules: ['INT-5'] },
    { given: 'the application withdrawn', file: gone, rules: ['THR-1'] },
  ])('INT-4 INT-5 THR-1: $given: $rules', ({ file, rules }) => {
    expect(file().tries(anna, 'requestThreatAssessment', request)?.rules).toEqual(rules);
  });

  function consented(recipients: readonly string[], categories: readonly string[]): CaseFile {
    return investigating().does(anna, 'giveConsent', consentTo(recipients, categories));
  }
  function forTransfer(): CaseFile {
    return investigating().does(anna, 'giveConsent', consentTo(['las'], ['core'], { purpose: 'transfer' }));
  }
  function withdrawn(): CaseFile {
    const file = investigating();
    const consent = consents(file, ['las'], ['core']);
    return file.does(anna, 'withdrawConsent', { consent, at: file.now });
  }
  function runOut(): CaseFile {
    const file = investigating();
    consents(file, ['las'], ['core'], { until: '2026-03-03T00:00:00.000Z' });
    return file.at('2026-03-03T00:00:00.001Z');
  }
  function gone(): CaseFile {
    return covered(investigating()).does(anna, 'withdrawApplication', { at: '2026-03-02T09:00:00.000Z' });
  }

  test('PIN-6 CON-4: the letter holds the case reference and exactly what the consent covers', () => {
    const file = asked(
      investigating().does(anna, 'recordMotivation', { insight: 'weak', motivation: 'weak' }, 'text'),
    );
    const letter = file.letter('threatAssessmentRequest');
    expect(letter).toMatchObject({ to: 'las', reference: referenceOf(file), fromCase: 'c-sav' });
    expect(letter.facts).toEqual({ dueAt: '2026-03-16T22:59:59.000Z', occasion: 'first' });
    // Criteria are covered too, but none is recorded yet; nothing of the home district or the classification goes.
    expect(letter.enclosures.map(({ category, facts }) => ({ category, facts }))).toEqual([
      {
        category: 'core',
        facts: {
          applicationRef: expect.stringMatching(/^a-/) as string,
          ...{ matter: 'exit', appliedAt: '2026-03-02T08:30:00.000Z' },
        },
      },
      { category: 'motivation', facts: { insight: 'weak', motivation: 'weak' } },
    ]);
  });
});

describe('the fourteen days', () => {
  // The fourteenth local day ends at 23:59:59: 22:59:59 in winter, 21:59:59 in summer, by UTC.
  test.each([
    { of: 'winter', now: '2026-01-12T10:00:00.000Z', dueAt: '2026-01-26T22:59:59.000Z' },
    { of: 'summer', now: '2026-07-01T10:00:00.000Z', dueAt: '2026-07-15T21:59:59.000Z' },
    { of: 'into summer time', now: '2026-03-20T10:00:00.000Z', dueAt: '2026-04-03T21:59:59.000Z' },
    {
      of: 'ending on the day of the change',
      now: '2026-03-15T10:00:00.000Z',
      dueAt: '2026-03-29T21:59:59.000Z',
    },
    { of: 'out of summer time', now: '2026-10-20T10:00:00.000Z', dueAt: '2026-11-03T22:59:59.000Z' },
    { of: 'ending on that day', now: '2026-10-11T10:00:00.000Z', dueAt: '2026-10-25T22:59:59.000Z' },
    {
      of: 'asked just before local midnight',
      now: '2026-01-12T22:59:59.999Z',
      dueAt: '2026-01-26T22:59:59.000Z',
    },
    { of: 'asked at local midnight', now: '2026-01-12T23:00:00.000Z', dueAt: '2026-01-27T22:59:59.000Z' },
    { of: 'summer, at local midnight', now: '2026-07-01T22:00:00.000Z', dueAt: '2026-07-16T21:59:59.000Z' },
    { of: 'over New Year', now: '2026-12-24T10:00:00.000Z', dueAt: '2027-01-07T22:59:59.000Z' },
    { of: 'over a leap day', now: '2028-02-20T10:00:00.000Z', dueAt: '2028-03-05T22:59:59.000Z' },
  ])('THR-2 THR-3: $of, asked $now, ends $dueAt', ({ now, dueAt }) => {
    const file = askedAt(now);
    expect(file.event<ThreatAssessmentRequested>('ThreatAssessmentRequested').dueAt).toBe(dueAt);
    const end = file.due().filter(({ legal }) => legal);
    expect(end.map(({ rule, kind, at }) => [rule, kind, at])).toEqual([['THR-2', 'assessmentDue', dueAt]]);
  });

  // 08:00 local on the days 7, 10 and 13.
  test.each([
    { now: '2026-01-12T10:00:00.000Z', at: ['2026-01-19T07:00', '2026-01-22T07:00', '2026-01-25T07:00'] },
    { now: '2026-07-01T10:00:00.000Z', at: ['2026-07-08T06:00', '2026-07-11T06:00', '2026-07-14T06:00'] },
    { now: '2026-03-20T10:00:00.000Z', at: ['2026-03-27T07:00', '2026-03-30T06:00', '2026-04-02T06:00'] },
    { now: '2026-03-22T10:00:00.000Z', at: ['2026-03-29T06:00', '2026-04-01T06:00', '2026-04-04T06:00'] },
    { now: '2026-10-16T10:00:00.000Z', at: ['2026-10-23T06:00', '2026-10-26T07:00', '2026-10-29T07:00'] },
    { now: '2026-10-18T10:00:00.000Z', at: ['2026-10-25T07:00', '2026-10-28T07:00', '2026-10-31T07:00'] },
  ])('THR-3: asked $now, reminders at 08:00 local within five minutes: $at', ({ now, at }) => {
    const reminders = askedAt(now)
      .due()
      .filter(({ kind }) => kind === 'assessmentReminder');
    expect(reminders).toHaveLength(3);
    reminders.forEach((reminder, index) => {
      const start = `${at[index] ?? ''}:00.000Z`;
      const last = `${at[index]?.slice(0, -2) ?? ''}05:00.000Z`;
      expect(reminder.at >= start && reminder.at <= last).toBe(true);
      expect(reminder.legal).toBe(false);
    });
  });

  test('THR-3 NTF-3: caseworker, then the unit, then the supervisors at once and every working day after', () => {
    // Easter 2026: 3 April is Good Friday, 6 April Easter Monday. The time ends on Thursday 2 April.
    const file = askedAt('2026-03-19T10:00:00.000Z');
    const steps = file.until('2026-04-08T23:00:00.000Z');
    expect(steps.map((step) => [step.at.slice(0, 13), ...told(step)])).toEqual([
      ['2026-03-26T07', 'caseworker:assessmentReminder'],
      ['2026-03-29T06', 'caseworker:assessmentReminder', 'unit:assessmentReminder'],
      ['2026-04-01T06', 'caseworker:assessmentReminder', 'unit:assessmentReminder'],
      ['2026-04-02T21', 'supervisor:assessmentOverdue'],
      ['2026-04-07T06', 'supervisor:assessmentOverdue'],
      ['2026-04-08T06', 'supervisor:assessmentOverdue'],
    ]);
    expect(steps[3]?.at).toBe('2026-04-02T21:59:59.000Z');
    expect(steps[4]?.at).toBe('2026-04-07T06:00:00.000Z');
    expect(file.view(anna)?.['threat']).toMatchObject({ requests: [{ overdue: true, standing: 'awaited' }] });
  });

  test('THR-3: LAS is reminded by control letter; once it has handed on, BOPS', () => {
    const file = askedAt('2026-03-02T09:00:00.000Z');
    const reference = referenceOf(file);
    file.until('2026-03-09T12:00:00.000Z');
    file.gets(assessment(reference, { final: false, receivedAt: '2026-03-09T13:00:00.000Z' }));
    file.until('2026-03-12T12:00:00.000Z');
    expect(file.letters('assessmentReminder')).toMatchObject([
      { to: 'las', reference, facts: { dueAt: '2026-03-16T22:59:59.000Z' }, enclosures: [] },
      { to: 'bops', reference, facts: { dueAt: '2026-03-16T22:59:59.000Z' }, enclosures: [] },
    ]);
  });

  test('CON-1 THR-3: BOPS is not written to where the consent does not name it', () => {
    const file = investigating();
    consents(file, ['las'], ['core']);
    file.does(anna, 'requestThreatAssessment', { occasion: 'first' });
    file.gets(assessment(referenceOf(file), { final: false }));
    file.until('2026-03-16T00:00:00.000Z');
    expect(file.letters('assessmentReminder').map(({ to }) => to)).toEqual(['las', 'las', 'las']);
  });

  test.each([
    { end: 'the final result', by: (file: CaseFile) => file.gets(assessment(referenceOf(file))) },
    { end: 'the consent withdrawn', by: withdraw },
  ])('THR-2 NTF-3: after $end no clock is left, also one that was overdue', ({ by }) => {
    for (const now of ['2026-03-03T09:00:00.000Z', '2026-03-10T09:00:00.000Z', '2026-03-19T09:00:00.000Z']) {
      const file = asked();
      file.until(now);
      by(file);
      expect(file.due()).toEqual([]);
      expect(file.until('2026-06-01T00:00:00.000Z')).toEqual([]);
    }
  });

  function withdraw(file: CaseFile): void {
    const [consent = ''] = Object.keys(file.state.consent.consents);
    file.does(anna, 'withdrawConsent', { consent, at: file.now });
  }

  test('THR-2: the clock ends with the final result; a result that is not final gives no new fourteen days', () => {
    const file = asked();
    const before = file.due();
    file.gets(assessment(referenceOf(file), { final: false }));
    expect(file.due()).toEqual(before);
  });

  test('THR-3: a deadline is consumed once, due or moot, also late', () => {
    const file = asked();
    const [first] = file.due();
    const id = first?.id ?? '';
    file.at('2026-03-20T09:00:00.000Z');
    expect(file.ticks(id).events.map(({ type }) => type)).toEqual(['AssessmentReminded', 'DeadlinePassed']);
    expect(file.due().map((due) => due.id)).not.toContain(id);
    expect(file.ticks(id).events).toMatchObject([{ type: 'DeadlinePassed', outcome: 'moot' }]);
    expect(file.ticks('THR-2/nothing/of/that').events).toMatchObject([{ outcome: 'moot' }]);
  });
});
