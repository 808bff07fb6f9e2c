import { z } from 'zod';

import { day, instant, narrative } from './fields';

/** Bodies of the actions of plan and of the end of a case. */
export const plan = {
  grantIntervention: z.strictObject({
    kind: z.enum(['regular', 'acute', 'timeLimited']),
    intervention: narrative(),
    from: day(),
    until: day().exactOptional(),
    costSekPerDay: z.int().min(0).max(1_000_000).exactOptional(),
  }),
  withdrawApplication: z.strictObject({ at: instant() }),
  completeExit: z.strictObject({ outcome: z.enum(['leftMilieu', 'partly', 'other']) }),
  closeCase: z.strictObject({
    reason: z.enum([
      ...([
        'handlingMovedToOtherBoard',
        'exitCompleted',
        'applicationWithdrawn',
        'applicationRejected',
      ] as const),
      ...(['exitEnded', 'placementEnded', 'concernHandled', 'inquiryEnded', 'answered'] as const),
      'noFurtherAction',
    ]),
  }),
};
