import type { Instant } from './instant';
import { toInstant, toMs } from './instant';

/** A calendar day: `YYYY-MM-DD`, so that text order is day order. */
export type LocalDate = string;

/** A time on the wall clock: `HH:MM:SS`. */
export type LocalTime = string;

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A formatter costs a hundred times what one conversion costs. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}

/** What the wall clock shows, written as if it stood in UTC, in milliseconds; whole seconds only. */
function wallMs(ms: number, zone: string): number {
  const shown = new Map(
    formatterOf(zone)
      .formatToParts(ms)
      .map((part) => [part.type, part.value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(shown.get(type) ?? '0');
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** How far the wall clock is ahead of UTC at that moment, in milliseconds. */
function offsetMs(ms: number, zone: string): number {
  return wallMs(ms, zone) - Math.floor(ms / SECOND_MS) * SECOND_MS;
}

/** The moment in (`from`, `to`] at which the clock is put forward, to the second. */
function changeBetween(from: number, to: number, zone: string): number {
  const before = offsetMs(from, zone);
  let early = from;
  let late = to;
  while (late - early > SECOND_MS) {
    const middle = Math.floor((early + late) / 2 / SECOND_MS) * SECOND_MS;
    if (offsetMs(middle, zone) === before) early = middle;
    else late = middle;
  }
  return late;
}

/** Whether the text is a calendar day that exists: `2026-02-30` is none. */
export function isLocalDate(text: string): text is LocalDate {
  const ms = DATE.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && dateOf(ms) === text;
}

/** The calendar day in the zone (IANA name) at that instant. */
export function localDate(instant: Instant, zone: string): LocalDate {
  return dateOf(wallMs(toMs(instant), zone));
}

/** The time of day in the zone (IANA name) at that instant; parts of a second are dropped. */
export function localTime(instant: Instant, zone: string): LocalTime {
  return toInstant(wallMs(toMs(instant), zone)).slice(11, 19);
}

/** The day and time that the wall clock in the zone shows, to the minute: `YYYY-MM-DD HH:MM`. */
export function localMinute(instant: Instant, zone: string): string {
  return toInstant(wallMs(toMs(instant), zone))
    .slice(0, 16)
    .replace('T', ' ');
}

/**
 * The instant at which the wall clock in the zone (IANA name) shows that day and time.
 *
 * Where the clock is put forward and skips the time, the first instant after the gap; where it is put back and
 * shows the time twice, the first of the two.
 */
export function atLocal(date: LocalDate, time: LocalTime, zone: string): Instant {
  const wall = Date.parse(`${date}T${time}.000Z`);
  // A day to each side lies on both sides of any change of the clock that could matter.
  const candidates = [wall - offsetMs(wall - DAY_MS, zone), wall - offsetMs(wall + DAY_MS, zone)];
  const shown = candidates.filter((ms) => wallMs(ms, zone) === wall);
  if (shown.length > 0) return toInstant(Math.min(...shown));
  return toInstant(changeBetween(Math.min(...candidates), Math.max(...candidates), zone));
}

/** The same day so many months later, or the last day of that month where it has no such day. */
export function plusMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dateOf(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth)));
}

/** The day so many days later, or earlier when negative. */
export function plusDays(date: LocalDate, days: number): LocalDate {
  return dateOf(Date.parse(date) + days * DAY_MS);
}

/**
 * The same day so many years later; 29 February becomes 28 February in a common year.
 *
 * Source: lag (1930:173) 1 §: where the day is missing, the month's last day takes its place.
 */
export function addYears(date: LocalDate, years: number): LocalDate {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, '0');
  const same = `${year}${date.slice(4)}`;
  return isLocalDate(same) ? same : `${year}-02-28`;
}

/** The day of the week: 1 is Monday, 7 is Sunday. */
export function weekday(date: LocalDate): number {
  return new Date(Date.parse(date)).getUTCDay() || 7;
}

function dateOf(ms: number): LocalDate {
  return toInstant(ms).slice(0, 10);
}
