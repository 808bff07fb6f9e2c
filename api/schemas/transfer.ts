import { z } from 'zod';

import { participants } from '../../domain/meeting/state';
import { instant, narrative, reference, references } from './fields';

/** Bodies of the actions of transfer. */
export const transfer = {
  offerTransfer: z.strictObject({ to: reference(), categories: references(), reason: narrative() }),
  confirmReceipt: z.strictObject({}),
  declineTransfer: z.strictObject({ reason: z.enum(['wrongHomeDistrict', 'notOurMatter', 'other']) }),
  proposeHandoverMeeting: z.strictObject({ at: instant() }),
  recordHandoverMeeting: z.strictObject({
    at: instant(),
    participants: z.array(z.enum(participants)).min(1).max(participants.length),
  }),
  waiveHandoverMeeting: z.strictObject({ reason: narrative() }),
  recallTransfer: z.strictObject({ reason: narrative() }),
};
