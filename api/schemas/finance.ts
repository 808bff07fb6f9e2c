import { z } from 'zod';

import { reference, references } from './fields';

/** Body of the contact with financial assistance: which way, and what that authority is told (FIN-2). */
export const finance = {
  contactFinancialAssistance: z.strictObject({
    authority: reference(),
    path: z.enum(['ongoing', 'none', 'acute']),
    categories: references(),
  }),
};
