import { z } from 'zod';

import { endReasons } from '../../domain/placement/state';
import { day, instant, narrative, reference, references, staffId } from './fields';
import { person } from './person';

/** No field of these is free text or an address: where a protected person lives is not stored here (PLC-7). */
const terms = {
  provider: reference(),
  protectionLevel: reference(),
  costSekPerDay: z.int().min(0).max(1_000_000),
  from: day(),
};

const applyForAcutePlacement = z.strictObject({ askedAt: instant(), categories: references() });

const decideAcutePlacement = z.strictObject({
  ...terms,
  informed: z.strictObject({ toldAt: instant(), by: staffId() }).exactOptional(),
  exceptionalReason: narrative().exactOptional(),
});

/** Bodies of the actions of acute placement. */
export const placement = {
  applyForAcutePlacement,
  decideAcutePlacement,
  renewPlacement: z.strictObject({ ...terms, exceptionalReason: narrative().exactOptional() }),
  recordPlacementInformation: z.strictObject({
    toldAt: instant(),
    by: staffId(),
    information: narrative().exactOptional(),
  }),
  takeOverPlacement: z.strictObject({
    decision: z.strictObject({ ...terms, decidedAt: instant() }).exactOptional(),
  }),
  declinePlacement: z.strictObject({}),
  endPlacement: z.strictObject({ at: instant(), reason: z.enum(endReasons) }),
};

const homeDistrict = reference();

/** The same where they begin a file: about whom, and which district is responsible, or `unclear` (PLC-1). */
export const placementOpenings = {
  applyForAcutePlacement: applyForAcutePlacement.extend({ person, homeDistrict }),
  decideAcutePlacement: decideAcutePlacement.extend({ person, homeDistrict }),
};
