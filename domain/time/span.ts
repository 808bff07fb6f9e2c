import type { Calendar } from './calendar';
import {
  endOfDay,
  endOfWorkingDays,
  isWorkingDay,
  morningOf,
  nextWorkingDay,
  previousWorkingDay,
} from './calendar';
import type { Instant } from './instant';
import { plusSeconds } from './instant';
import type { LocalDate } from './local';
import { localDate, plusDays, plusMonths } from './local';

/**
 * How long, as a profile says it: calendar days, working days, months, or plain seconds (for shorter clocks than the law's).
 * A whole number from 1.
 */
export type Span =
  | { readonly days: number }
  | { readonly workingDays: number }
  | { readonly months: number }
  | { readonly seconds: number };

/**
 * When a time limit ends. The day of the start is not counted (THR-3).
 *
 * - days: 23:59:59 local of the n-th calendar day
 * - months: 23:59:59 local of the same day n months later, or of that month's last day
 * - workingDays: end of office hours of the n-th working day (INT-8)
 * - seconds: so many seconds later
 */
export function limitAfter(start: Instant, span: Span, calendar: Calendar): Instant {
  if ('seconds' in span) return plusSeconds(start, span.seconds);
  if ('workingDays' in span) return endOfWorkingDays(start, span.workingDays, calendar);
  return endOfDay(dayAfter(localDate(start, calendar.zone), span), calendar);
}

/**
 * When a reminder goes: as `limitAfter` counts the day, at the opening of the offices (THR-3, INT-8).
 * One counted in calendar days may fall on a day that is free.
 */
export function reminderAfter(start: Instant, span: Span, calendar: Calendar): Instant {
  if ('seconds' in span) return plusSeconds(start, span.seconds);
  const day = localDate(start, calendar.zone);
  if ('workingDays' in span) return morningOf(nextWorkingDay(day, calendar, span.workingDays), calendar);
  return morningOf(dayAfter(day, span), calendar);
}

/**
 * When a reminder goes that is counted back from a day: at the opening of the offices, on the last working day that
 * lies at least so long before it (INT-7, INT-8).
 */
export function reminderBefore(day: LocalDate, span: Span, calendar: Calendar): Instant {
  if ('seconds' in span) return plusSeconds(morningOf(day, calendar), -span.seconds);
  if ('workingDays' in span) return morningOf(previousWorkingDay(day, calendar, span.workingDays), calendar);
  const before = 'days' in span ? plusDays(day, -span.days) : plusMonths(day, -span.months);
  return morningOf(isWorkingDay(before, calendar) ? before : previousWorkingDay(before, calendar), calendar);
}

function dayAfter(day: LocalDate, span: { readonly days: number } | { readonly months: number }): LocalDate {
  return 'days' in span ? plusDays(day, span.days) : plusMonths(day, span.months);
}

/**
 * How long a case's reminders wait beyond their instant, in milliseconds: 0 up to the given seconds, always the
 * same for one case (FNV-1a of its reference), so that the reminders of many cases do not fall in one moment.
 */
export function jitterMs(caseRef: string, maxSeconds: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < caseRef.length; i += 1) {
    hash = Math.imul(hash ^ caseRef.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash % (maxSeconds * 1000 + 1);
}
