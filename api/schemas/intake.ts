import { z } from 'zod';

import { instant, narrative, reference, staffId } from './fields';
import { person } from './person';

/** Bodies of the actions of intake. */
export const intake = {
  registerApplication: z.strictObject({
    channel: reference(),
    receivedAt: instant(),
    applicant: person,
    inCustody: z.boolean(),
    wish: narrative(),
  }),
  setHomeDistrict: z.strictObject({ district: reference(), basis: narrative() }),
  openInvestigation: z.strictObject({}),
  assignCaseworker: z.strictObject({
    person: staffId(),
    standIns: z.array(staffId()).max(16),
    supervisors: z.array(staffId()).max(4).exactOptional(),
  }),
};
