import { z } from 'zod';

import { instant, narrative } from './fields';
import { person } from './person';

/** Bodies of the actions on reports and on compulsory care. */
export const concern = {
  receiveConcernReport: z.strictObject({ receivedAt: instant(), text: narrative() }),
  forwardConcernReport: z.strictObject({}),
  confirmConcernReport: z.strictObject({}),
  declineConcernReport: z.strictObject({}),
  recordCompulsoryCareConcern: z.strictObject({ at: instant(), text: narrative() }),
  startCompulsoryCareInquiry: z.strictObject({ at: instant() }),
};

/** The same where they open a case: with the person whom it is about. */
export const concernOpenings = {
  receiveConcernReport: concern.receiveConcernReport.extend({ person }),
  startCompulsoryCareInquiry: concern.startCompulsoryCareInquiry.extend({ person }),
};
