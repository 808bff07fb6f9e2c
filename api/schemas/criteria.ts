import { z } from 'zod';

import { narrative } from './fields';

const strength = z.enum(['weak', 'partial', 'strong']);

/** Bodies of the actions of criteria. */
export const criteria = {
  recordCriterion: z.strictObject({
    criterion: z.enum(['milieu', 'wish', 'need']),
    value: z.enum(['met', 'notMet', 'unknown']),
    reason: narrative(),
  }),
  recordMotivation: z.strictObject({ insight: strength, motivation: strength, text: narrative() }),
};
