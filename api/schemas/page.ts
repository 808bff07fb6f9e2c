import { z } from 'zod';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

/** Query parameters of a list that comes in pages. */
export const pageQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,400}$/)
    .exactOptional(),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
});
