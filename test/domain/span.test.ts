import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Calendar } from '../../domain/time/calendar';
import type { Span } from '../../domain/time/span';
import { jitterMs, limitAfter, reminderAfter, reminderBefore } from '../../domain/time/span';

const calendar: Calendar = {
  zone: 'Europe/Stockholm',
  officeOpens: '08:00',
  officeCloses: '16:30',
  exceptions: {},
};

describe('THR-3: the end of a time limit', () => {
  test.each([
    ['2026-03-02T09:00:00.000Z', '2026-03-16T22:59:59.000Z', 'winter time throughout'],
    ['2026-03-20T09:00:00.000Z', '2026-04-03T21:59:59.000Z', 'over the change to summer time'],
    ['2026-10-20T09:00:00.000Z', '2026-11-03T22:59:59.000Z', 'over the change to winter time'],
    ['2026-03-15T11:00:00.000Z', '2026-03-29T21:59:59.000Z', 'ends on the day of 23 hours'],
    ['2026-10-11T11:00:00.000Z', '2026-10-25T22:59:59.000Z', 'ends on the day of 25 hours'],
    ['2026-03-02T23:30:00.000Z', '2026-03-17T22:59:59.000Z', 'asked after midnight here: the day is the 3rd'],
    ['2026-06-30T21:59:59.999Z', '2026-07-14T21:59:59.000Z', 'asked in the last second of the 30th'],
  ])('THR-2, THR-3: fourteen days from %s end at %s (%s)', (start, expected) => {
    expect(limitAfter(start, { days: 14 }, calendar)).toBe(expected);
  });

  test('TRF-5: working days end with the office hours', () => {
    expect(limitAfter('2026-04-02T09:00:00.000Z', { workingDays: 1 }, calendar)).toBe(
      '2026-04-07T14:30:00.000Z',
    );
    expect(limitAfter('2026-04-02T09:00:00.000Z', { workingDays: 3 }, calendar)).toBe(
      '2026-04-09T14:30:00.000Z',
    );
  });

  test('seconds are added plainly', () => {
    expect(limitAfter('2026-03-29T00:59:30.000Z', { seconds: 840 }, calendar)).toBe(
      '2026-03-29T01:13:30.000Z',
    );
    expect(reminderAfter('2026-03-29T00:59:30.000Z', { seconds: 840 }, calendar)).toBe(
      '2026-03-29T01:13:30.000Z',
    );
  });

  test('THR-3: a limit in days is the last second of the local day, for any start', () => {
    const starts = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });

    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 400 }), (ms, days) => {
        const expected = DateTime.fromMillis(ms, { zone: calendar.zone })
          .plus({ days })
          .set({ hour: 23, minute: 59, second: 59, millisecond: 0 });
        expect(limitAfter(new Date(ms).toISOString(), { days }, calendar)).toBe(expected.toUTC().toISO());
      }),
    );
  });
});

describe('INT-7: reminders counted back from a day', () => {
  test.each<[string, Span, string, string]>([
    ['2026-04-08', { days: 14 }, '2026-03-25T07:00:00.000Z', 'before the change to summer time'],
    ['2026-04-08', { days: 1 }, '2026-04-07T06:00:00.000Z', 'after it'],
    ['2026-04-07', { days: 1 }, '2026-04-02T06:00:00.000Z', 'Easter Monday is free: on Maundy Thursday'],
    ['2026-04-08', { workingDays: 3 }, '2026-04-01T06:00:00.000Z', 'working days over Easter'],
    ['2026-08-31', { months: 2 }, '2026-06-30T06:00:00.000Z', 'a month without such a day: its last'],
    ['2026-04-08', { months: 1 }, '2026-03-06T07:00:00.000Z', 'a Sunday: the Friday before'],
    ['2026-04-08', { seconds: 60 }, '2026-04-08T05:59:00.000Z', 'before the opening of that day'],
  ])('INT-7 INT-8: before %s by %j: %s (%s)', (day, span, expected) => {
    expect(reminderBefore(day, span, calendar)).toBe(expected);
  });
});

describe('THR-3: reminders', () => {
  test.each([
    ['2026-03-20T09:00:00.000Z', 7, '2026-03-27T07:00:00.000Z', 'before the change to summer time'],
    ['2026-03-20T09:00:00.000Z', 10, '2026-03-30T06:00:00.000Z', 'after it'],
    ['2026-03-20T09:00:00.000Z', 13, '2026-04-02T06:00:00.000Z', 'the day before the last'],
    ['2026-03-19T09:00:00.000Z', 10, '2026-03-29T06:00:00.000Z', 'on the day of 23 hours, a Sunday'],
    ['2026-10-20T09:00:00.000Z', 7, '2026-10-27T07:00:00.000Z', 'after the change to winter time'],
    ['2026-10-18T09:00:00.000Z', 7, '2026-10-25T07:00:00.000Z', 'on the day of 25 hours'],
  ])('THR-3: asked %s, day %i begins at %s (%s)', (start, days, expected) => {
    expect(reminderAfter(start, { days }, calendar)).toBe(expected);
  });

  test('THR-3: every working day after a Thursday before Easter is the Tuesday after it', () => {
    expect(reminderAfter('2026-04-02T21:59:59.000Z', { workingDays: 1 }, calendar)).toBe(
      '2026-04-07T06:00:00.000Z',
    );
  });

  test('THR-3: a case waits always equally long, at most the given time', () => {
    const refs = fc.string({ maxLength: 40 });

    fc.assert(
      fc.property(refs, fc.integer({ min: 0, max: 300 }), (ref, seconds) => {
        const wait = jitterMs(ref, seconds);
        expect(jitterMs(ref, seconds)).toBe(wait);
        expect(Number.isInteger(wait) && wait >= 0 && wait <= seconds * 1000).toBe(true);
      }),
    );
  });

  test('THR-3: many cases are spread over the whole time', () => {
    const waits = Array.from({ length: 2000 }, (_, index) => jitterMs(`c-${index.toString(36)}`, 300));
    const perMinute = [0, 1, 2, 3, 4].map(
      (minute) => waits.filter((ms) => Math.floor(ms / 60_000) === minute).length,
    );

    expect(Math.min(...perMinute)).toBeGreaterThan(300);
  });
});
