import { localDate } from '../../../domain/time/local';
import { plusSeconds } from '../../../domain/time/instant';
import type { Body, Occasion } from './staff';

const DAY = 86_400;

/** What somebody may be up to about custody, first contact, the records of criteria, and hand-over meetings. */
export const arrivalBodies: Readonly<Record<string, (occasion: Occasion) => Body>> = {
  recordFirstContact: ({ world, chance }) => ({
    at: plusSeconds(world.now, -chance.below(DAY)),
    how: chance.pick(['visit', 'telephone', 'message']),
  }),
  recordRelease: ({ world, chance }) => ({
    date: localDate(plusSeconds(world.now, (chance.below(30) - 1) * DAY), 'Europe/Stockholm'),
    authority: chance.pick(['kriminalvarden', 'sis', 'sis', 'ekonomisktbistand']),
  }),
  recordMilieu: ({ world, chance }) => ({
    kinds: chance.hits(0.9) ? chance.sample(world.profile.milieus, 0.4).map(({ id }) => id) : ['choir'],
  }),
  recordAssessmentMethod: ({ file, world, chance }) => ({
    method: chance.hits(0.9) ? (chance.some(world.profile.methods)?.id ?? 'none') : 'none',
    by: `${file.unit}-caseworker1`,
    at: world.now,
  }),
  proposeHandoverMeeting: ({ world, chance }) => ({
    at: plusSeconds(world.now, (chance.below(5) + (chance.hits(0.9) ? 1 : -2)) * DAY),
  }),
  recordHandoverMeeting: ({ world, chance }) => ({
    at: plusSeconds(world.now, chance.hits(0.9) ? -60 : 60),
    participants: chance.sample(['sendersCaseworker', 'receiversCaseworker', 'person'], 0.8),
  }),
  waiveHandoverMeeting: () => ({}),
};
