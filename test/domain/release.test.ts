import type { CaseFile } from './support/case-file';
import { refused, told } from './support/case-file';
import { moved, registered } from './support/given';
import { anna, siv } from './support/people';

const release = { date: '2026-04-08', authority: 'kriminalvarden' };

/** Released on Wednesday 8 April 2026, the day after Easter week has ended; recorded on 2 March. */
function planned(date = release.date): CaseFile {
  return registered().does(anna, 'recordRelease', { ...release, date }, 'contact');
}

const notices = (file: CaseFile): readonly unknown[] =>
  file.until('2026-12-31T00:00:00.000Z').map((step) => [step.at, ...told(step)]);

describe('INT-7: an exit may start in prison or closed youth care', () => {
  test('INT-7: the planned day, who releases and the contact there are recorded, and the person is in custody', () => {
    const file = planned();
    expect(file.view(anna)).toMatchObject({
      inCustody: true,
      release: {
        date: '2026-04-08',
        authority: 'kriminalvarden',
        come: false,
        notes: [{ field: 'contact' }],
      },
    });
  });

  // A reminder that would fall on a free day goes on the working day before it: Easter is 3-6 April, Ascension Day 14 May.
  test.each([
    ['2026-04-08', ['2026-03-25T07:00:00.000Z', '2026-04-07T06:00:00.000Z', '2026-04-08T06:00:00.000Z']],
    ['2026-04-07', ['2026-03-24T07:00:00.000Z', '2026-04-02T06:00:00.000Z', '2026-04-07T06:00:00.000Z']],
    ['2026-03-30', ['2026-03-16T07:00:00.000Z', '2026-03-27T07:00:00.000Z', '2026-03-30T06:00:00.000Z']],
    ['2026-05-29', ['2026-05-15T06:00:00.000Z', '2026-05-28T06:00:00.000Z', '2026-05-29T06:00:00.000Z']],
    ['2026-05-28', ['2026-05-13T06:00:00.000Z', '2026-05-27T06:00:00.000Z', '2026-05-28T06:00:00.000Z']],
    ['2026-10-25', ['2026-10-09T06:00:00.000Z', '2026-10-23T06:00:00.000Z', '2026-10-25T07:00:00.000Z']],
  ])(
    'INT-7 INT-8: released %s: the caseworker is reminded, and told on the day: %j',
    (date, [first, second, day]) => {
      const file = planned(date);
      expect(notices(file)).toEqual([
        [first, 'caseworker:dateReminder'],
        [second, 'caseworker:dateReminder'],
        [day, 'caseworker:dateCome'],
      ]);
      expect(file.view(anna)).toMatchObject({ release: { come: true } });
    },
  );

  test('INT-7: what has gone by when it is recorded is not made up for; on the day itself the case shows it at once', () => {
    expect(notices(planned('2026-03-04'))).toEqual([
      ['2026-03-03T07:00:00.000Z', 'caseworker:dateReminder'],
      ['2026-03-04T07:00:00.000Z', 'caseworker:dateCome'],
    ]);
    expect(notices(planned('2026-03-02'))).toEqual([['2026-03-02T09:00:00.000Z', 'caseworker:dateCome']]);
  });

  test('INT-7: another date takes the place of the first, also after a reminder, and also when it is the same', () => {
    const file = planned().at('2026-03-26T09:00:00.000Z');
    file.until(file.now);
    file.does(anna, 'recordRelease', { ...release, date: '2026-04-20', authority: 'sis' }, 'contact');
    expect(file.due().map(({ at }) => at)).toEqual([
      ...['2026-04-02T06:00:00.000Z', '2026-04-17T06:00:00.000Z', '2026-04-20T06:00:00.000Z'],
    ]);
    file.at('2026-04-03T09:00:00.000Z').until(file.now);
    file.does(siv, 'recordRelease', { ...release, date: '2026-04-20' }, 'contact');
    expect(notices(file)).toEqual([
      ['2026-04-17T06:00:00.000Z', 'caseworker:dateReminder'],
      ['2026-04-20T06:00:00.000Z', 'caseworker:dateCome'],
    ]);
    file.does(anna, 'recordRelease', { ...release, date: '2027-01-20' }, 'contact');
    expect(file.view(anna)).toMatchObject({ release: { date: '2027-01-20', come: false } });
  });

  test.each([
    { body: { ...release, date: '2026-03-01' }, rules: ['INT-7'] },
    { body: { ...release, authority: 'ekonomisktbistand' }, rules: ['INT-7'] },
    { body: { ...release, authority: 'las' }, rules: ['INT-7'] },
    { body: { date: '2026-03-01', authority: 'nobody' }, rules: ['INT-7', 'INT-7'] },
    { body: { ...release, authority: 'sis' }, rules: undefined },
  ])('INT-7: $body: $rules', ({ body, rules }) => {
    expect(registered().tries(anna, 'recordRelease', body, 'contact')?.rules).toEqual(rules);
  });

  test('INT-7: late in the evening the local day counts', () => {
    const file = registered().at('2026-03-02T23:30:00.000Z');
    expect(file.tries(anna, 'recordRelease', { ...release, date: '2026-03-02' })).toEqual(refused('INT-7'));
    expect(file.tries(anna, 'recordRelease', { ...release, date: '2026-03-03' })).toBeUndefined();
  });

  test('INT-7 NTF-3: nobody is reminded when the application has ended, or has moved to another unit', () => {
    const withdrawn = planned().does(anna, 'withdrawApplication', { at: '2026-03-02T09:00:00.000Z' });
    expect(withdrawn.due()).toEqual([]);
    withdrawn.does(anna, 'closeCase', { reason: 'applicationWithdrawn' });
    expect(withdrawn.due()).toEqual([]);
    expect(withdrawn.tries(anna, 'recordRelease', release)?.rules).toEqual(['INT-2', 'INT-7']);
    expect(moved().sender.tries(anna, 'recordRelease', release)).toEqual(refused('INT-7'));
  });

  test('INT-7 NTF-1: what shows outside of the case does not tell of custody', () => {
    const file = planned();
    const told = [...file.due().map(({ rule }) => rule)];
    file.until('2026-12-31T00:00:00.000Z');
    const raised = file.steps.flatMap(({ events }) => events.flatMap((event) => event.notices ?? []));
    expect([...told, ...raised.map(({ rule }) => rule)]).not.toContain('INT-7');
    expect(JSON.stringify(raised)).not.toMatch(/release|custody|prison/i);
  });
});
