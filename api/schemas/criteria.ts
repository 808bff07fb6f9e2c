import { z } from 'zod';

import { instant, narrative, reference, references, staffId } from './fields';

const strength = z.enum(['weak', 'partial', 'strong']);

/** Bodies of the actions of criteria. */
export const criteria = {
  recordCriterion: z.strictObject({
    criterion: z.enum(['milieu', 'wish', 'need']),
    value: z.enum(['met', 'notMet', 'unknown']),
    reason: narrative(),
  }),
  recordMilieu: z.strictObject({ kinds: references().min(1), text: narrative() }),
  recordAssessmentMethod: z.strictObject({
    method: reference(),
    whyNone: narrative().exactOptional(),
    by: staffId(),
    at: instant(),
    ownCriminality: narrative(),
  }),
  recordMotivation: z.strictObject({ insight: strength, motivation: strength, text: narrative() }),
};
