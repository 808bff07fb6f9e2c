import { z } from 'zod';

import { instant, narrative, reference, references } from './fields';

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
  requestClassification: z.strictObject({
    consent: reference(),
    categories: references(),
    text: narrative(),
  }),
  informRelatives: z.strictObject({ district: reference(), contact: narrative(), at: instant() }),
};
