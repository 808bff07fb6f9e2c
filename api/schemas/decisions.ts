import { z } from 'zod';

import { exitEnds } from '../../domain/decisions/state';
import { day, instant, narrative, reference, staffId } from './fields';

/** What every formal decision says (RSP-11). */
const formal = { decidedBy: staffId(), decidedOn: day(), reasons: narrative() };

/** Bodies of the formal decisions and of what follows them. */
export const decisions = {
  rejectApplication: z.strictObject({
    because: z.enum(['notAble', 'declinesMove', 'criterionNotMet']),
    ...formal,
  }),
  endExit: z.strictObject({ ...formal, because: z.enum(exitEnds).exactOptional() }),
  recordAppeal: z.strictObject({
    decision: reference(),
    receivedAt: instant(),
    outcome: z.enum(['upheld', 'changed', 'remitted', 'dismissed']).exactOptional(),
  }),
  recordHelpToApply: z.strictObject({
    at: instant(),
    wanted: z.boolean(),
    askedFor: narrative().exactOptional(),
  }),
};
