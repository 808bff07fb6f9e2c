import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import type { Calendar } from '../../domain/time/calendar';
import {
  endOfDay,
  endOfWorkingDays,
  isOfficeHours,
  isWorkingDay,
  morningOf,
  nextWorkingDay,
  previousWorkingDay,
  startOfNextWorkingDay,
} from '../../domain/time/calendar';
import { easterSunday, freeDays } from '../../domain/time/holidays';
import { almanac } from './support/almanac';

const calendar: Calendar = {
  zone: 'Europe/Stockholm',
  officeOpens: '08:00',
  officeCloses: '16:30',
  exceptions: {},
};

describe('INT-8: which days are working days', () => {
  test.each(almanac)('INT-8: the movable feasts of %i', (year, easter, feasts) => {
    expect(easterSunday(year)).toBe(`${year}-${easter}`);
    for (const day of feasts) {
      expect(freeDays(year)).toContain(`${year}-${day}`);
      expect(isWorkingDay(`${year}-${day}`, calendar)).toBe(false);
    }
  });

  test.each([
    ['2026-01-01', false, "New Year's Day, Thursday"],
    ['2026-01-05', true, 'the day before Epiphany, Monday'],
    ['2026-01-06', false, 'Epiphany, Tuesday'],
    ['2026-04-02', true, 'Maundy Thursday'],
    ['2026-04-06', false, 'Easter Monday'],
    ['2026-04-30', true, 'Walpurgis Eve, Thursday'],
    ['2026-05-01', false, 'May Day, Friday'],
    ['2026-05-15', true, 'the Friday after Ascension Day'],
    ['2025-06-06', false, 'National Day, Friday'],
    ['2003-06-06', true, 'the sixth of June before it became a holiday, Friday'],
    ['2004-05-31', false, 'Whit Monday while it was a holiday'],
    ['2005-05-16', true, 'Whit Monday after National Day took its place'],
    ['2026-12-23', true, 'the day before Christmas Eve, Wednesday'],
    ['2026-12-24', false, 'Christmas Eve, Thursday'],
    ['2026-12-25', false, 'Christmas Day, Friday'],
    ['2025-12-26', false, 'Boxing Day, Friday'],
    ['2026-12-31', false, "New Year's Eve, Thursday"],
    ['2026-03-07', false, 'an ordinary Saturday'],
    ['2026-03-08', false, 'an ordinary Sunday'],
    ['2026-03-09', true, 'an ordinary Monday'],
  ])('INT-8: %s is a working day: %s (%s)', (date, expected) => {
    expect(isWorkingDay(date, calendar)).toBe(expected);
  });

  test('INT-8: every day from 2005 to 2045 agrees with an independent library', () => {
    const library = new Holidays('SE');
    const wrong: string[] = [];
    for (let year = 2005; year <= 2045; year += 1) {
      const entries = library.getHolidays(year).filter(({ type }) => type === 'public' || type === 'bank');
      const free = new Set(entries.map(({ date }) => date.slice(0, 10)));
      for (let day = DateTime.utc(year, 1, 1); day.year === year; day = day.plus({ days: 1 })) {
        const date = day.toFormat('yyyy-MM-dd');
        if (freeDays(year).has(date) !== free.has(date)) wrong.push(`${date} as a free day`);
        const expected = day.weekday <= 5 && !free.has(date);
        if (isWorkingDay(date, calendar) !== expected) wrong.push(`${date} as a working day`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('INT-8: dated exceptions of the profile win over the rule, both ways', () => {
    const own: Calendar = { ...calendar, exceptions: { '2026-12-24': 'working', '2026-03-09': 'free' } };

    expect(isWorkingDay('2026-12-24', own)).toBe(true);
    expect(isWorkingDay('2026-03-09', own)).toBe(false);
    expect(nextWorkingDay('2026-03-06', own)).toBe('2026-03-10');
  });
});

describe('INT-8: counting working days', () => {
  test.each([
    ['2026-03-02', 1, '2026-03-03', 'Monday to Tuesday'],
    ['2026-03-06', 1, '2026-03-09', 'over a weekend'],
    ['2026-04-02', 1, '2026-04-07', 'over Easter'],
    ['2026-12-23', 1, '2026-12-28', 'over Christmas'],
    ['2026-12-23', 3, '2026-12-30', 'three days on'],
    ['2026-12-30', 1, '2027-01-04', "over New Year's Eve and Day"],
  ])('INT-8: from %s, %i working day(s) on: %s (%s)', (date, n, expected) => {
    expect(nextWorkingDay(date, calendar, n)).toBe(expected);
  });

  test.each([
    ['2026-03-03', 1, '2026-03-02', 'Tuesday to Monday'],
    ['2026-03-09', 1, '2026-03-06', 'over a weekend'],
    ['2026-04-07', 1, '2026-04-02', 'over Easter'],
    ['2026-12-28', 2, '2026-12-22', 'two days back over Christmas'],
  ])('INT-8 INT-7: from %s, %i working day(s) back: %s (%s)', (date, n, expected) => {
    expect(previousWorkingDay(date, calendar, n)).toBe(expected);
  });

  test.each([
    ['2026-03-02T09:00:00.000Z', 1, '2026-03-03T15:30:00.000Z', 'winter time'],
    ['2026-06-01T09:00:00.000Z', 3, '2026-06-04T14:30:00.000Z', 'summer time'],
    ['2026-03-27T12:00:00.000Z', 1, '2026-03-30T14:30:00.000Z', 'over the change to summer time'],
    ['2026-10-23T12:00:00.000Z', 1, '2026-10-26T15:30:00.000Z', 'over the change to winter time'],
    [
      '2026-03-02T23:30:00.000Z',
      1,
      '2026-03-04T15:30:00.000Z',
      'past midnight here while UTC has the day before',
    ],
  ])('INT-8, TRF-5: from %s the end of working day %i is %s (%s)', (instant, n, expected) => {
    expect(endOfWorkingDays(instant, n, calendar)).toBe(expected);
  });
});

describe('INT-3: the next opening of the offices', () => {
  test.each([
    ['2026-03-02T06:59:59.999Z', '2026-03-02T07:00:00.000Z', 'early on a working day: the same morning'],
    ['2026-03-02T07:00:00.000Z', '2026-03-03T07:00:00.000Z', 'at the opening itself: the next one'],
    ['2026-03-06T18:00:00.000Z', '2026-03-09T07:00:00.000Z', 'Friday evening: Monday'],
    ['2026-03-28T20:00:00.000Z', '2026-03-30T06:00:00.000Z', 'the night of the change to summer time'],
    ['2026-10-24T20:00:00.000Z', '2026-10-26T07:00:00.000Z', 'the night of the change to winter time'],
    ['2026-03-02T23:30:00.000Z', '2026-03-03T07:00:00.000Z', 'after midnight here: the same morning'],
    ['2026-12-24T10:00:00.000Z', '2026-12-28T07:00:00.000Z', 'Christmas Eve'],
  ])('INT-3, INT-8: after %s it is %s (%s)', (instant, expected) => {
    expect(startOfNextWorkingDay(instant, calendar)).toBe(expected);
  });

  test.each([
    ['2026-03-02T06:59:59.999Z', false, 'a moment before the opening'],
    ['2026-03-02T07:00:00.000Z', true, 'at the opening'],
    ['2026-03-02T15:29:59.999Z', true, 'a moment before the closing'],
    ['2026-03-02T15:30:00.000Z', false, 'at the closing'],
    ['2026-07-01T06:00:00.000Z', true, 'at the opening in summer'],
    ['2026-03-07T10:00:00.000Z', false, 'Saturday'],
    ['2026-12-24T10:00:00.000Z', false, 'Christmas Eve'],
  ])('INT-8: office hours at %s: %s (%s)', (instant, expected) => {
    expect(isOfficeHours(instant, calendar)).toBe(expected);
  });
});

test.each([
  ['2026-03-28', '2026-03-28T22:59:59.000Z', '2026-03-28T07:00:00.000Z', 'before the change to summer time'],
  ['2026-03-29', '2026-03-29T21:59:59.000Z', '2026-03-29T06:00:00.000Z', 'the day of 23 hours'],
  ['2026-10-24', '2026-10-24T21:59:59.000Z', '2026-10-24T06:00:00.000Z', 'before the change to winter time'],
  ['2026-10-25', '2026-10-25T22:59:59.000Z', '2026-10-25T07:00:00.000Z', 'the day of 25 hours'],
])('INT-8, THR-3: %s ends at %s and its offices open at %s (%s)', (date, end, morning) => {
  expect(endOfDay(date, calendar)).toBe(end);
  expect(morningOf(date, calendar)).toBe(morning);
});
