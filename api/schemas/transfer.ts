import { z } from 'zod';

import { narrative, reference, references } from './fields';

/** Bodies of the actions of transfer. */
export const transfer = {
  offerTransfer: z.strictObject({ to: reference(), categories: references(), reason: narrative() }),
  confirmReceipt: z.strictObject({}),
  declineTransfer: z.strictObject({ reason: z.enum(['wrongHomeDistrict', 'notOurMatter', 'other']) }),
  recallTransfer: z.strictObject({ reason: narrative() }),
};
