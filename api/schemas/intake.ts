import { z } from 'zod';

import { contactWays } from '../../domain/speed/state';
import { day, instant, narrative, reference, staffId } from './fields';
import { person } from './person';

/** Bodies of the actions of intake. */
export const intake = {
  registerApplication: z.strictObject({
    channel: reference(),
    receivedAt: instant(),
    applicant: person,
    inCustody: z.boolean(),
    wish: narrative(),
    // As an application's reference is: nothing of the person can stand there.
    earlierApplication: z
      .string()
      .regex(/^a-[0-9a-hjkmnp-tv-z]{24}$/)
      .exactOptional(),
  }),
  setHomeDistrict: z.strictObject({ district: reference(), basis: narrative() }),
  askHomeDistrict: z.strictObject({ what: narrative() }),
  answerHomeDistrict: z.strictObject({ district: reference() }),
  openInvestigation: z.strictObject({}),
  recordFirstContact: z.strictObject({ at: instant(), how: z.enum(contactWays) }),
  recordRelease: z.strictObject({ date: day(), authority: reference(), contact: narrative() }),
  assignCaseworker: z.strictObject({
    person: staffId(),
    standIns: z.array(staffId()).max(16),
    supervisors: z.array(staffId()).max(4).exactOptional(),
  }),
};
