import { z } from 'zod';

import type { Text } from '../../domain/kernel/text';
import type { FieldError } from '../problem';
import { Problem } from '../problem';

/** What can be wrong with a field, in words that never repeat what was sent. */
const words: ReadonlyMap<string, Text> = new Map(
  Object.entries({
    missing: { en: 'is missing', sv: 'saknas' },
    invalid_type: { en: 'has the wrong type', sv: 'har fel typ' },
    invalid_value: { en: 'is none of the allowed values', sv: 'är inget av de tillåtna värdena' },
    invalid_format: { en: 'has the wrong form', sv: 'har fel form' },
    too_big: { en: 'is too long or too large', sv: 'är för lång eller för stor' },
    too_small: { en: 'is too short or too small', sv: 'är för kort eller för liten' },
    unrecognized_keys: { en: 'has fields that are unknown here', sv: 'har fält som är okända här' },
    notStorable: { en: 'has characters that cannot be stored', sv: 'har tecken som inte kan lagras' },
    noInstant: { en: 'is no instant in UTC', sv: 'är ingen tidpunkt i UTC' },
    noDay: { en: 'is no day of these centuries', sv: 'är ingen dag i de här århundradena' },
    noPersonalNumber: {
      en: 'is no personal number: birth date or check digit is wrong',
      sv: 'är inget personnummer: födelsedatum eller kontrollsiffra är fel',
    },
    personalNumber: {
      en: 'reads as a personal number; this field takes an id or a reference',
      sv: 'ser ut som ett personnummer; fältet tar ett id eller en beteckning',
    },
    twice: { en: 'names something twice', sv: 'nämner något två gånger' },
    tooLong: { en: 'is too long or too large', sv: 'är för lång eller för stor' },
    controlLetter: {
      en: 'must be empty: a letter of this kind carries nothing',
      sv: 'ska vara tomt: ett sådant brev bär inget',
    },
  } satisfies Record<string, Text>),
);

const OTHER: Text = { en: 'is not allowed here', sv: 'är inte tillåtet här' };

/** Reads a part of the request by its schema; every fault is listed, no value repeated. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem('invalid', { errors: result.error.issues.map(fieldError) });
}

function fieldError(issue: z.core.$ZodIssue): FieldError {
  return { path: issue.path.map(String).join('.'), message: words.get(faultOf(issue)) ?? OTHER };
}

function faultOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  // The one thing that zod's words know and its codes do not.
  return issue.message.endsWith('received undefined') ? 'missing' : issue.code;
}

/** Query parameters, each at most once. */
export function readQuery(search: URLSearchParams): Readonly<Record<string, string>> {
  const names = [...search.keys()];
  if (new Set(names).size !== names.length) {
    throw new Problem('invalid', { errors: [{ path: '', message: words.get('twice') ?? OTHER }] });
  }
  return Object.fromEntries(search);
}

/** What an operation without query parameters takes. */
export const noQuery = z.strictObject({});
