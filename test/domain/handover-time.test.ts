import type { Calendar } from '../../domain/time/calendar';
import { handoverAt } from '../../domain/time/handover';

const calendar: Calendar = {
  zone: 'Europe/Stockholm',
  officeOpens: '08:00',
  officeCloses: '16:30',
  exceptions: {},
};

describe('INT-3: the hand-over from the duty desk falls at 08:00 of a working day', () => {
  test.each([
    ['2026-03-02T20:00:00.000Z', '2026-03-03T07:00:00.000Z', 'Monday evening'],
    ['2026-03-03T02:00:00.000Z', '2026-03-03T07:00:00.000Z', 'in the small hours of Tuesday'],
    ['2026-03-03T06:59:59.999Z', '2026-03-03T07:00:00.000Z', 'a moment before 08:00'],
    ['2026-03-03T07:00:00.000Z', '2026-03-04T07:00:00.000Z', 'at 08:00 itself: after receipt is tomorrow'],
    ['2026-03-03T12:00:00.000Z', '2026-03-04T07:00:00.000Z', 'in office hours'],
    ['2026-03-06T19:00:00.000Z', '2026-03-09T07:00:00.000Z', 'Friday evening'],
    ['2026-03-08T22:59:59.999Z', '2026-03-09T07:00:00.000Z', 'Sunday, the last moment'],
    ['2026-12-23T16:00:00.000Z', '2026-12-28T07:00:00.000Z', 'the evening before Christmas Eve, a Wednesday'],
    ['2026-12-30T16:00:00.000Z', '2027-01-04T07:00:00.000Z', 'the evening before New Year’s Eve'],
    ['2026-01-05T16:00:00.000Z', '2026-01-07T07:00:00.000Z', 'the evening before Epiphany'],
    ['2026-06-18T16:00:00.000Z', '2026-06-22T06:00:00.000Z', 'the evening before Midsummer’s Eve'],
    ['2026-04-02T16:00:00.000Z', '2026-04-07T06:00:00.000Z', 'Maundy Thursday'],
    ['2026-03-27T18:00:00.000Z', '2026-03-30T06:00:00.000Z', 'over the change to summer time'],
    ['2026-10-23T18:00:00.000Z', '2026-10-26T07:00:00.000Z', 'over the change to winter time'],
  ])('INT-3 INT-8: received %s with a known district: %s (%s)', (received, expected) => {
    expect(handoverAt(received, received, calendar)).toBe(expected);
  });

  test.each([
    ['2026-03-07T12:00:00.000Z', '2026-03-09T07:00:00.000Z', 'before it: no change'],
    ['2026-03-09T07:00:00.000Z', '2026-03-09T07:00:00.000Z', 'at that very 08:00'],
    ['2026-03-09T07:00:00.001Z', '2026-03-09T07:00:00.001Z', 'a moment after it: at once'],
    ['2026-03-09T15:29:59.999Z', '2026-03-09T15:29:59.999Z', 'in the last moment of office hours: at once'],
    ['2026-03-09T15:30:00.000Z', '2026-03-10T07:00:00.000Z', 'at the end of office hours: the next 08:00'],
    ['2026-03-10T04:00:00.000Z', '2026-03-10T07:00:00.000Z', 'early the next morning'],
    ['2026-03-13T17:00:00.000Z', '2026-03-16T07:00:00.000Z', 'the next Friday evening'],
    ['2026-03-27T17:00:00.000Z', '2026-03-30T06:00:00.000Z', 'over the change to summer time'],
    ['2026-06-19T09:00:00.000Z', '2026-06-22T06:00:00.000Z', 'by day on Midsummer’s Eve'],
    ['2026-12-24T09:00:00.000Z', '2026-12-28T07:00:00.000Z', 'by day on Christmas Eve'],
  ])('INT-3: received on Friday 6 March in the evening, district known %s: %s (%s)', (known, expected) => {
    expect(handoverAt('2026-03-06T19:00:00.000Z', known, calendar)).toBe(expected);
  });
});
