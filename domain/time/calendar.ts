import { freeDays } from './holidays';
import type { Instant } from './instant';
import { isBefore } from './instant';
import type { LocalDate } from './local';
import { atLocal, localDate, localTime, plusDays, weekday } from './local';

/** When a municipality's offices are open; values of the profile (INT-8). */
export interface Calendar {
  /** IANA name of the time zone. */
  readonly zone: string;
  /** `HH:MM` on the wall clock. */
  readonly officeOpens: string;
  /** `HH:MM` on the wall clock. */
  readonly officeCloses: string;
  /** Days on which the general rule does not hold. */
  readonly exceptions: Readonly<Record<LocalDate, 'working' | 'free'>>;
}

const FRIDAY = 5;

/**
 * Whether the day is a working day: Monday to Friday, no Swedish public holiday and none of the three eves;
 * the calendar's dated exceptions win (INT-8).
 */
export function isWorkingDay(date: LocalDate, calendar: Calendar): boolean {
  const exception = calendar.exceptions[date];
  if (exception !== undefined) return exception === 'working';
  return weekday(date) <= FRIDAY && !freeDays(Number(date.slice(0, 4))).has(date);
}

/** The n-th working day after the date, which is not counted itself (INT-8). `n` is a whole number from 1. */
export function nextWorkingDay(date: LocalDate, calendar: Calendar, n = 1): LocalDate {
  let day = date;
  for (let left = n; left > 0;) {
    day = plusDays(day, 1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** The n-th working day before the date, which is not counted itself (INT-8). `n` is a whole number from 1. */
export function previousWorkingDay(date: LocalDate, calendar: Calendar, n = 1): LocalDate {
  let day = date;
  for (let left = n; left > 0;) {
    day = plusDays(day, -1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** The end of office hours on the n-th working day after the instant's local day (INT-8). */
export function endOfWorkingDays(instant: Instant, n: number, calendar: Calendar): Instant {
  const day = nextWorkingDay(localDate(instant, calendar.zone), calendar, n);
  return atLocal(day, `${calendar.officeCloses}:00`, calendar.zone);
}

/** The first opening of the offices strictly after the instant (INT-3, INT-8). */
export function startOfNextWorkingDay(instant: Instant, calendar: Calendar): Instant {
  const today = localDate(instant, calendar.zone);
  const opening = morningOf(today, calendar);
  if (isWorkingDay(today, calendar) && isBefore(instant, opening)) return opening;
  return morningOf(nextWorkingDay(today, calendar), calendar);
}

/** Whether the offices are open at that instant: opening time included, closing time not (INT-8). */
export function isOfficeHours(instant: Instant, calendar: Calendar): boolean {
  const time = localTime(instant, calendar.zone);
  const open = time >= `${calendar.officeOpens}:00` && time < `${calendar.officeCloses}:00`;
  return open && isWorkingDay(localDate(instant, calendar.zone), calendar);
}

/** The last second of the local day, at which a time counted in days ends (THR-3). */
export function endOfDay(date: LocalDate, calendar: Calendar): Instant {
  return atLocal(date, '23:59:59', calendar.zone);
}

/** When the offices open on that local day, whether or not it is a working day. */
export function morningOf(date: LocalDate, calendar: Calendar): Instant {
  return atLocal(date, `${calendar.officeOpens}:00`, calendar.zone);
}
