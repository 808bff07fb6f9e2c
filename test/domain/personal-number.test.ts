import {
  ageOn,
  birthDate,
  looksLikePersonalNumber,
  readPersonalNumber,
} from '../../domain/person/personal-number';

// All numbers are of the range that Skatteverket keeps for tests: birth numbers 980 to 999.

describe('DEF-1: reading a personal number', () => {
  test.each([
    ['19900118-9811', '199001189811', '1990-01-18', 'with a hyphen'],
    ['201001189800', '201001189800', '2010-01-18', 'twelve digits'],
    ['20040229-9838', '200402299838', '2004-02-29', 'born on a leap day'],
    ['19900178-9818', '199001789818', '1990-01-18', 'a coordination number: sixty days are added'],
  ])('DEF-1: %s is %s, born %s (%s)', (text, value, born) => {
    expect(readPersonalNumber(text)).toEqual({ ok: true, value });
    expect(birthDate(value)).toBe(born);
  });

  test.each([
    ['', 'shape', 'nothing'],
    ['900118-9811', 'shape', 'ten digits: the century is missing'],
    ['19900118 9811', 'shape', 'a space'],
    ['19900118-98111', 'shape', 'a digit too many'],
    ['1990011898１1', 'shape', 'a digit of another script'],
    ['19900230-9811', 'birthDate', 'the thirtieth of February'],
    ['19901318-9811', 'birthDate', 'a thirteenth month'],
    ['19900160-9811', 'birthDate', 'a coordination number without a day'],
    ['20030229-9811', 'birthDate', 'a leap day in a common year'],
    ['17900118-9811', 'shape', 'a century in which nobody was born who lives'],
    ['19900118-9812', 'checkDigit', 'the last digit is wrong'],
    ['19900181-9811', 'checkDigit', 'two digits changed places'],
  ])('DEF-1: "%s" is refused for its %s (%s)', (text, fault) => {
    expect(readPersonalNumber(text)).toEqual({ ok: false, fault });
  });
});

describe('DEF-1: age', () => {
  test.each([
    ['200603029802', '2026-03-01', 19, 'the day before the birthday'],
    ['200603029802', '2026-03-02', 20, 'on the birthday'],
    ['200603629809', '2026-03-02', 20, 'a coordination number, on the birthday'],
    ['200402299838', '2024-02-28', 19, 'born on a leap day, the day before in a leap year'],
    ['200402299838', '2024-02-29', 20, 'born on a leap day, on it'],
    ['200402299838', '2025-02-27', 20, 'born on a leap day, common year, two days before March'],
    ['200402299838', '2025-02-28', 21, 'born on a leap day, common year: the last of February'],
    ['199001189811', '2026-12-31', 36, 'after the birthday of the year'],
  ])('DEF-1: %s on %s is %i years old (%s)', (number, date, years) => {
    expect(ageOn(number, date)).toBe(years);
  });
});

test.each([
  { text: '19900101-9811', is: true },
  { text: '199001019811', is: true },
  { text: '9001019811', is: true },
  { text: '900101+9811', is: true },
  { text: '900161-9811', is: true },
  { text: 'case.900101-9811', is: true },
  { text: '900230-9811', is: false },
  { text: '19901301-9811', is: false },
  { text: 'a9001019811', is: false },
  { text: '90010198119', is: false },
  { text: 'hisingen.caseworker2', is: false },
  { text: 'c-7k3m9x0q2d5w8z1b', is: false },
  { text: '19900101-9811-4c1e-9d0b-900101981100', is: false },
])('a reference that reads as a personal number: $text: $is', ({ text, is }) => {
  expect(looksLikePersonalNumber(text)).toBe(is);
});
