import { z } from 'zod';

import { intake } from './intake';

/** Bodies that open a case: the action's own, with its name. */
export const OpeningBody = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('registerApplication'), ...intake.registerApplication.shape }),
]);
