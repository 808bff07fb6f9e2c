import { z } from 'zod';

import { readPersonalNumber } from '../../domain/person/personal-number';

const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  // No control characters, and none that turns the direction of writing or cannot be seen: a name reads as it is stored.
  .refine((text) => !/[\p{Cc}\p{Surrogate}\u200b\u202a-\u202e\u2060-\u2069\ufeff]/u.test(text), 'notStorable')
  .meta({ examples: ['Invented Person'] });

/** Who a case is about; goes to the unit's vault and nowhere else (ADR 0005). */
export const person = z.strictObject({
  name,
  personalNumber: z
    .string()
    .regex(/^\d{8}-?\d{4}$/)
    .refine((text) => readPersonalNumber(text).ok, 'noPersonalNumber')
    // Of the range that Skatteverket reserves for tests.
    .meta({ examples: ['19900123-9814'] }),
  // Unknown counts as protected.
  protectedIdentity: z.boolean().default(true),
});

/** What was read by {@link person}. */
export type PersonBody = z.output<typeof person>;
