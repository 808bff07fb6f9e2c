import { z } from 'zod';

import { looksLikePersonalNumber } from '../../domain/person/personal-number';
import { isInstant, toInstant } from '../../domain/time/instant';
import { isLocalDate } from '../../domain/time/local';

const MAX_NARRATIVE = 8000;
const MAX_LIST = 32;

/** The instant of every example in the document: noon on a Monday. */
export const EXAMPLE_INSTANT = '2026-03-02T12:00:00.000Z';

/** Fields that are narratives: they leave the request before the workflow sees it (ADR 0005). */
const narratives = z.registry<{ readonly narrative: true }>();

/** Text that can be stored and read back as it was written: no NUL, no half of a surrogate pair. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** A narrative in the caseworker's words. */
export function narrative(): z.ZodString {
  return z
    .string()
    .min(1)
    .max(MAX_NARRATIVE)
    .refine(isStorable, 'notStorable')
    .meta({ examples: ['Invented text.'] })
    .register(narratives, { narrative: true });
}

/** The names of the fields of a body that are narratives, in the order of the schema. */
export function narrativeFields(body: z.ZodObject): readonly string[] {
  return Object.entries(body.shape)
    .filter(([, field]) => isNarrative(field))
    .map(([name]) => name);
}

function isNarrative(field: unknown): boolean {
  if (field instanceof z.ZodExactOptional) return isNarrative(field.unwrap());
  return field instanceof z.ZodType && narratives.has(field);
}

/** A reference that another system may have chosen: letters, digits, dot, hyphen and underscore. */
export function foreignReference(): z.ZodString {
  return z
    .string()
    .max(128)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
    .meta({ examples: ['k-3ayck9vx0b80prkw'] });
}

/** An opaque reference or an id from the profile. It may stand in the clear, so a personal number is none (ADR 0005). */
export function reference(): z.ZodString {
  return foreignReference()
    .refine(isNobodysNumber, 'personalNumber')
    .meta({ examples: ['k-3ayck9vx0b80prkw'] });
}

/** A member of staff, as the token names them. */
export function staffId(): z.ZodString {
  return z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/)
    .refine(isNobodysNumber, 'personalNumber')
    .meta({ examples: ['s-1041'] });
}

function isNobodysNumber(text: string): boolean {
  return !looksLikePersonalNumber(text);
}

/** A list of ids, each once. */
export function references(): z.ZodArray<z.ZodString> {
  return z
    .array(reference())
    .max(MAX_LIST)
    .refine((list) => new Set(list).size === list.length, 'twice');
}

/** An instant in UTC; stored with milliseconds, whatever precision was sent. */
export function instant(): z.ZodPipe<z.ZodISODateTime, z.ZodTransform<string, string>> {
  return z.iso
    .datetime()
    .refine((text) => isInstant(normalised(text)), 'noInstant')
    .transform(normalised)
    .meta({ examples: [EXAMPLE_INSTANT] });
}

function normalised(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : toInstant(ms);
}

/** A calendar day, near enough for times to be counted from it. */
export function day(): z.ZodISODate {
  return z.iso
    .date()
    .refine((text) => isLocalDate(text) && text >= '1900' && text < '2200', 'noDay')
    .meta({ examples: [EXAMPLE_INSTANT.slice(0, 10)] });
}
