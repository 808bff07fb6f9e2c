import type { LocalDate } from '../time/local';
import { addYears, isLocalDate } from '../time/local';

/** A Swedish personal or coordination number that is well formed: twelve digits, no hyphen. */
export type PersonalNumber = string;

/** What is wrong with it: not twelve digits, a birth date that does not exist, or a check digit that does not agree. */
export type PersonalNumberFault = 'shape' | 'birthDate' | 'checkDigit';

/** A personal number as read from text, or the first thing that is wrong with it. */
export type PersonalNumberReading =
  | { readonly ok: true; readonly value: PersonalNumber }
  | { readonly ok: false; readonly fault: PersonalNumberFault };

/** Of the centuries in which people who ask for help were born. */
const SHAPE = /^((?:18|19|20)\d{6})-?(\d{4})$/;
/** Ten or twelve digits between anything but letters and digits; `+` stands for a hundred years of age. */
const IN_TEXT = /(?<![A-Za-z0-9])(\d{6}(?:\d{2})?)[-+]?(\d{4})(?![A-Za-z0-9])/g;
/** Ids of identity providers: the digits at the beginning of one are of no person. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** A coordination number has 60 added to the day of birth. */
const COORDINATION_DAYS = 60;

/** Reads twelve digits, `YYYYMMDDNNNN` or `YYYYMMDD-NNNN`; coordination numbers count. */
export function readPersonalNumber(text: string): PersonalNumberReading {
  const [, birth, rest] = SHAPE.exec(text) ?? [];
  if (birth === undefined || rest === undefined) return { ok: false, fault: 'shape' };
  const value = `${birth}${rest}`;
  if (!isLocalDate(birthDate(value))) return { ok: false, fault: 'birthDate' };
  return luhnSum(value.slice(2)) % 10 === 0 ? { ok: true, value } : { ok: false, fault: 'checkDigit' };
}

/**
 * Whether the text is, or holds as a part of its own, what reads as a personal number, with or without its century, also one
 * whose check digit is mistyped. Asked of fields that hold references, where a caller may have put one.
 */
export function looksLikePersonalNumber(text: string): boolean {
  if (UUID.test(text)) return false;
  return [...text.matchAll(IN_TEXT)].some(([, birth = '', rest = '']) =>
    (birth.length === 8 ? [birth] : [`19${birth}`, `20${birth}`]).some((date) =>
      isLocalDate(birthDate(`${date}${rest}`)),
    ),
  );
}

/** The day of birth that the number says. */
export function birthDate(number: PersonalNumber): LocalDate {
  const day = Number(number.slice(6, 8));
  const born = day > COORDINATION_DAYS ? day - COORDINATION_DAYS : day;
  return `${number.slice(0, 4)}-${number.slice(4, 6)}-${String(born).padStart(2, '0')}`;
}

/** Whole years of age on that day, the birthday included (DEF-1); negative before birth. */
export function ageOn(number: PersonalNumber, date: LocalDate): number {
  const born = birthDate(number);
  const years = Number(date.slice(0, 4)) - Number(born.slice(0, 4));
  return date < addYears(born, years) ? years - 1 : years;
}

/** The day on which that age is reached. */
export function reachesAge(number: PersonalNumber, age: number): LocalDate {
  return addYears(birthDate(number), age);
}

/** Every second digit from the first is doubled; digits of what comes out are added. */
function luhnSum(digits: string): number {
  return Array.from(digits, Number).reduce((sum, digit, place) => {
    const doubled = digit * (place % 2 === 0 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
}
