import fc from 'fast-check';
import { DateTime } from 'luxon';
import { earliest, isBefore, isInstant, plusSeconds } from '../../domain/time/instant';
import {
  addYears,
  atLocal,
  isLocalDate,
  localDate,
  localTime,
  plusDays,
  weekday,
} from '../../domain/time/local';

const zone = 'Europe/Stockholm';

test.each([
  ['2026-03-02T09:00:00.000Z', true],
  ['2026-03-02T09:00:00Z', false],
  ['2026-03-02T09:00:00.000+01:00', false],
  ['2026-02-30T09:00:00.000Z', false],
  ['2026-03-02T24:00:00.000Z', false],
  ['0001-01-01T00:00:00.000Z', true],
  // PostgreSQL knows no year 0: what held one would never be stored.
  ['0000-01-01T00:00:00.000Z', false],
  ['yesterday', false],
])('%s is an instant: %s', (text, expected) => {
  expect(isInstant(text)).toBe(expected);
});

test.each([
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-3-1', false],
])('%s is a day: %s', (text, expected) => {
  expect(isLocalDate(text)).toBe(expected);
});

test('instants are ordered and moved', () => {
  const early = '2026-03-29T00:59:59.000Z';
  const late = '2026-03-29T01:00:01.000Z';

  expect(plusSeconds(early, 2)).toBe(late);
  expect(plusSeconds(late, -2)).toBe(early);
  expect(isBefore(early, late)).toBe(true);
  expect(isBefore(early, early)).toBe(false);
  expect(earliest([late, early, late])).toBe(early);
  expect(earliest([])).toBeUndefined();
});

test.each([
  ['2026-03-29', '01:59:59', '2026-03-29T00:59:59.000Z', 'the last second before the clock is put forward'],
  ['2026-03-29', '02:00:00', '2026-03-29T01:00:00.000Z', 'skipped: the first instant after the gap'],
  ['2026-03-29', '02:59:59', '2026-03-29T01:00:00.000Z', 'skipped as well'],
  ['2026-03-29', '03:00:00', '2026-03-29T01:00:00.000Z', 'the first time shown after the gap'],
  ['2026-10-25', '01:59:59', '2026-10-24T23:59:59.000Z', 'before the hour that comes twice'],
  ['2026-10-25', '02:30:00', '2026-10-25T00:30:00.000Z', 'shown twice: the first'],
  ['2026-10-25', '03:00:00', '2026-10-25T02:00:00.000Z', 'after the hour that came twice'],
])('INT-8: %s %s in Stockholm is %s (%s)', (date, time, expected) => {
  expect(atLocal(date, time, zone)).toBe(expected);
});

test.each(['Europe/Stockholm', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC'])(
  'INT-8: the wall clock in %s agrees with an independent library, there and back',
  (place) => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1985, 0, 1) / 1000, max: Date.UTC(2037, 0, 1) / 1000 }),
        (seconds) => {
          const instant = new Date(seconds * 1000).toISOString();
          const shown = DateTime.fromSeconds(seconds, { zone: place });
          const date = shown.toFormat('yyyy-MM-dd');
          const time = shown.toFormat('HH:mm:ss');
          const first = Math.min(...shown.getPossibleOffsets().map((possible) => possible.toMillis()));

          expect([localDate(instant, place), localTime(instant, place)]).toEqual([date, time]);
          expect(atLocal(date, time, place)).toBe(new Date(first).toISOString());
        },
      ),
    );
  },
);

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2026-03-29', -29, '2026-02-28'],
  ['2026-12-31', 1, '2027-01-01'],
])('%s and %i day(s) is %s', (date, days, expected) => {
  expect(plusDays(date, days)).toBe(expected);
});

test.each([
  ['2006-03-02', 20, '2026-03-02'],
  ['2004-02-29', 20, '2024-02-29'],
  ['2008-02-29', 18, '2026-02-28'],
])('%s and %i years is %s', (date, years, expected) => {
  expect(addYears(date, years)).toBe(expected);
});

test.each([
  ['2026-03-02', 1],
  ['2026-03-07', 6],
  ['2026-03-08', 7],
])('%s is day %i of the week', (date, expected) => {
  expect(weekday(date)).toBe(expected);
});
