import { z } from 'zod';

import { crimeGrounds } from '../../domain/crime/state';
import { narrative } from './fields';

/** Bodies of the actions of threat. */
export const threat = {
  requestThreatAssessment: z.strictObject({ occasion: z.enum(['first', 'repeated']) }),
  recordSeriousCrimeSuspicion: z.strictObject({
    suspicion: narrative(),
    ground: z.enum(crimeGrounds).exactOptional(),
    why: narrative().exactOptional(),
  }),
  answerSeriousCrime: z.strictObject({ answer: z.enum(['goOn', 'stop']), text: narrative() }),
  recordMoveNeed: z.strictObject({ need: z.enum(['within', 'away']), why: narrative() }),
};
