import type { Action } from '../../../domain/kernel/step';
import { plusSeconds } from '../../../domain/time/instant';
import type { Occasion } from './staff';

const DAY = 86_400;

/** An application reaches a unit; mostly by its own channel, mostly of somebody old enough. */
export function registration({ world, chance }: Omit<Occasion, 'file'>, unit: string): Action {
  const way = world.profile.units.find(({ id }) => id === unit)?.function;
  const own = world.profile.channels.find(({ unitFunction }) => unitFunction === way)?.id ?? '';
  return {
    name: 'registerApplication',
    body: {
      channel: chance.hits(0.95) ? own : 'defectorTelephone',
      receivedAt: plusSeconds(world.now, chance.hits(0.97) ? -chance.below(DAY) : 60),
      age: chance.hits(0.97) ? 20 + chance.below(30) : 19,
      inCustody: chance.hits(0.1),
      ...(chance.hits(0.1) ? { agesToCome: { '21': chance.pick(['2026-04-10', '2027-01-01']) } } : {}),
    },
    person: `person:${unit}:${world.commands.toString()}`,
  };
}

/** A report reaches a unit, or a district starts an inquiry: the files beside that of the exit (TRF-6). */
export function otherOpening({ world, chance }: Omit<Occasion, 'file'>, unit: string): Action {
  const name = chance.pick(['receiveConcernReport', 'receiveConcernReport', 'startCompulsoryCareInquiry']);
  const notes = [{ noteId: `note:${unit}:${world.commands.toString()}`, field: 'text' }];
  const body = name === 'receiveConcernReport' ? { receivedAt: world.now } : { at: world.now };
  return { name, body, notes, person: `person:${unit}:${world.commands.toString()}` };
}
