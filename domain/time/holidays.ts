import type { LocalDate } from './local';
import { plusDays, weekday } from './local';

const SATURDAY = 6;

const cache = new Map<number, ReadonlySet<LocalDate>>();

/** Easter Sunday of the year in the Gregorian calendar (the anonymous computus, as given by Meeus). */
export function easterSunday(year: number): LocalDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const moonShift = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const toSunday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const days = epact + toSunday - 7 * late;
  return plusDays(`${String(year)}-03-22`, days);
}

/**
 * The days of the year that are free besides ordinary weekends: Sweden's public holidays and the three eves
 * that INT-8 counts with them (Midsummer's, Christmas and New Year's Eve).
 *
 * Source: lag (1989:253); National Day took Whit Monday's place on 2005-01-01.
 */
export function freeDays(year: number): ReadonlySet<LocalDate> {
  const known = cache.get(year);
  if (known !== undefined) return known;
  const made = new Set([...fixedFeasts(year), ...easterFeasts(year), ...saturdayFeasts(year)]);
  cache.set(year, made);
  return made;
}

function fixedFeasts(year: number): LocalDate[] {
  const days = ['01-01', '01-06', '05-01', '12-24', '12-25', '12-26', '12-31'];
  if (year >= 2005) days.push('06-06');
  return days.map((day) => `${String(year)}-${day}`);
}

/** Good Friday, Easter Day and Monday, Ascension Day, Whit Sunday; Whit Monday up to 2004. */
function easterFeasts(year: number): LocalDate[] {
  const easter = easterSunday(year);
  const after = [-2, 0, 1, 39, 49];
  if (year < 2005) after.push(50);
  return after.map((days) => plusDays(easter, days));
}

/** Midsummer's Eve and Day (Saturday 20-26 June) and All Saints' Day (Saturday 31 October - 6 November). */
function saturdayFeasts(year: number): LocalDate[] {
  const midsummer = saturdayFrom(`${String(year)}-06-20`);
  return [plusDays(midsummer, -1), midsummer, saturdayFrom(`${String(year)}-10-31`)];
}

function saturdayFrom(date: LocalDate): LocalDate {
  return plusDays(date, (SATURDAY - weekday(date) + 7) % 7);
}
