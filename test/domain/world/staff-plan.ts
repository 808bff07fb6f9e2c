import type { Json } from '../../../domain/kernel/text';
import { planNeeds } from '../../../domain/plan/state';
import { localDate } from '../../../domain/time/local';
import type { Occasion } from './staff';

type Body = Readonly<Record<string, Json>>;

const today = ({ world }: Occasion): string => localDate(world.now, world.profile.calendar.zone);

/** What somebody may give in the actions of the plan and of serious crime. */
export const planBodies: Readonly<Record<string, (occasion: Occasion) => Body>> = {
  setPlan: ({ chance }) => ({ needs: chance.sample(planNeeds, 0.3) }),
  grantIntervention: (occasion) => {
    const { chance, file } = occasion;
    const kind = chance.pick(['regular', 'acute', 'timeLimited']);
    const needs = chance.hits(0.3) ? { needs: chance.sample(file.state.plan.needs, 0.5) } : {};
    return {
      ...{ kind, from: today(occasion), ...needs },
      ...(kind === 'timeLimited' || chance.hits(0.1)
        ? { until: chance.pick(['2026-04-03', '2026-04-09']) }
        : {}),
    };
  },
  endParticipation: ({ file, chance, world }) => ({
    ...{ at: world.now, saidBy: chance.pick(['person', 'representative']) },
    ...(chance.hits(0.5) ? { intervention: chance.some(file.state.plan.interventions)?.id ?? 'i-none' } : {}),
  }),
  recordFollowUp: ({ file, chance, world }) => ({
    needs: file.state.plan.needs.map((need) => ({ need, met: chance.pick(['met', 'partly', 'notMet']) })),
    ...{ motivation: 'stands', planFollowed: 'followed' },
    ...(chance.hits(0.5) ? { police: { crime: 'none', threat: 'unchanged', at: world.now } } : {}),
  }),
  applyStateFunding: (occasion) => ({
    ...{ amountSek: 1000, from: today(occasion), until: '2026-12-31' },
    meetsPoliceDefinition: occasion.chance.hits(0.9),
  }),
  recordFundingDecision: (occasion) =>
    occasion.chance.hits(0.5)
      ? { outcome: 'refused', decidedOn: today(occasion) }
      : {
          outcome: 'granted',
          decidedOn: today(occasion),
          amountSek: 900,
          from: '2026-03-27',
          until: '2026-12-31',
        },
  recordSeriousCrimeSuspicion: ({ chance }) => (chance.hits(0.4) ? { ground: 'seriousCrimeReport' } : {}),
  answerSeriousCrime: ({ chance }) => ({ answer: chance.pick(['goOn', 'stop']) }),
};
