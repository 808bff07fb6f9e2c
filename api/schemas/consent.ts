import { z } from 'zod';

import { foreignReference, instant, narrative, reference, references, staffId } from './fields';

/** Bodies of the actions of consent. Scopes are open here: the domain refuses what is too general or empty (CON-2). */
export const consent = {
  giveConsent: z.strictObject({
    purpose: reference(),
    recipients: references(),
    categories: references(),
    form: z.enum(['written', 'oral']),
    receivedBy: staffId(),
    givenAt: instant(),
    until: instant().exactOptional(),
  }),
  withdrawConsent: z.strictObject({ consent: foreignReference(), at: instant() }),
  recordConsentRefusal: z.strictObject({ purpose: reference(), recipient: reference(), at: instant() }),
  discloseWithConsent: z.strictObject({
    consent: foreignReference(),
    recipient: reference(),
    categories: references(),
    purpose: reference(),
  }),
  discloseOnGround: z.strictObject({
    ground: reference(),
    recipient: reference(),
    categories: references(),
    why: narrative(),
    content: narrative().exactOptional(),
    abuse: narrative().exactOptional(),
    suspicion: narrative().exactOptional(),
    circumstances: narrative().exactOptional(),
    crimeRisk: narrative().exactOptional(),
    weighing: narrative().exactOptional(),
  }),
  askAdvice: z.strictObject({ consent: reference(), categories: references(), question: narrative() }),
  answerAdvice: z.strictObject({ answer: narrative() }),
};
