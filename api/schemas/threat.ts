import { z } from 'zod';

import { narrative } from './fields';

/** Bodies of the actions of threat. */
export const threat = {
  requestThreatAssessment: z.strictObject({ occasion: z.enum(['first', 'repeated']) }),
  recordMoveNeed: z.strictObject({ need: z.enum(['within', 'away']), why: narrative() }),
};
