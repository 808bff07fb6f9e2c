import { z } from 'zod';

import { planNeeds } from '../../domain/plan/state';
import { day, instant, narrative, reference } from './fields';
import { finance } from './finance';

const need = z.enum(planNeeds);

const needs = (): z.ZodArray<typeof need> => z.array(need).max(planNeeds.length);

const sek = (): z.ZodInt => z.int().min(1).max(1_000_000_000);

/** Bodies of the actions of plan and of the end of a case. */
export const plan = {
  grantIntervention: z.strictObject({
    kind: z.enum(['regular', 'acute', 'timeLimited']),
    intervention: narrative(),
    from: day(),
    until: day().exactOptional(),
    costSekPerDay: z.int().min(0).max(1_000_000).exactOptional(),
    needs: needs().exactOptional(),
  }),
  setPlan: z.strictObject({ needs: needs(), text: narrative() }),
  endParticipation: z.strictObject({
    intervention: reference().exactOptional(),
    at: instant(),
    saidBy: z.enum(['person', 'representative']),
    text: narrative().exactOptional(),
  }),
  recordFollowUp: z.strictObject({
    needs: z.array(z.strictObject({ need, met: z.enum(['met', 'partly', 'notMet']) })).max(planNeeds.length),
    motivation: z.enum(['stands', 'wavers', 'gone']),
    planFollowed: z.enum(['followed', 'partly', 'notFollowed']),
    police: z
      .strictObject({
        crime: z.enum(['none', 'suspected', 'confirmed']),
        threat: z.enum(['lower', 'unchanged', 'higher']),
        at: instant(),
      })
      .exactOptional(),
    text: narrative(),
  }),
  applyStateFunding: z.strictObject({
    amountSek: sek(),
    from: day(),
    until: day(),
    meetsPoliceDefinition: z.boolean(),
  }),
  recordFundingDecision: z.strictObject({
    outcome: z.enum(['granted', 'refused']),
    decidedOn: day(),
    amountSek: sek().exactOptional(),
    from: day().exactOptional(),
    until: day().exactOptional(),
  }),
  ...finance,
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
