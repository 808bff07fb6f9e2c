import { z } from 'zod';

import { readPersonalNumber } from '../../domain/person/personal-number';
import { instant, narrative, reference, staffId } from './fields';

const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/[\p{Cc}\p{Surrogate}]/u.test(text), 'notStorable');

/** Who applies; goes to the unit's vault and nowhere else (ADR 0005). */
const applicant = z.strictObject({
  name,
  personalNumber: z
    .string()
    .regex(/^\d{8}-?\d{4}$/)
    .refine((text) => readPersonalNumber(text).ok, 'noPersonalNumber'),
  // Unknown counts as protected.
  protectedIdentity: z.boolean().default(true),
});

/** Bodies of the actions of intake. */
export const intake = {
  registerApplication: z.strictObject({
    channel: reference(),
    receivedAt: instant(),
    applicant,
    inCustody: z.boolean(),
    wish: narrative(),
  }),
  setHomeDistrict: z.strictObject({ district: reference(), basis: narrative() }),
  openInvestigation: z.strictObject({}),
  assignCaseworker: z.strictObject({ person: staffId(), standIns: z.array(staffId()).max(16) }),
};
