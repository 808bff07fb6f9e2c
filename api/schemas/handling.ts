import { z } from 'zod';

import { narrative } from './fields';

/** Bodies of the actions of handling. */
export const handling = {
  classifyDefector: z.strictObject({
    classification: z.enum(['special', 'notSpecial']),
    otherCircumstances: narrative().exactOptional(),
  }),
  assessAbility: z.strictObject({
    ability: z.enum(['able', 'notAble']),
    otherNeeds: narrative().exactOptional(),
  }),
  decideHandling: z.strictObject({}),
};
