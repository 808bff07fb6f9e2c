import type { Profile } from '../../../domain/profile/profile';
import { describeFaults, readProfile } from '../../../profiles/read-profile';

function read(id: string): Profile {
  const reading = readProfile(id);
  if (!reading.ok) throw new Error(describeFaults(id, reading.faults));
  return reading.profile;
}

/** The staff of the tables and of the world who are marked competent, besides those whom the shipped profile names (FUP-6). */
const competent: Readonly<Record<string, readonly string[]>> = {
  sav: ['anna', 'axel', 'staff-1'],
  centrum: ['clas'],
  hisingen: ['hugo', 'hilda'],
  socialjour: ['jonas', 'socialjour-dutyDesk'],
};

function staffed(profile: Profile): Profile {
  return {
    ...profile,
    units: profile.units.map((unit) => ({
      ...unit,
      competent: [
        ...unit.competent,
        ...(competent[unit.id] ?? []),
        ...['1', '2'].map((nth) => `${unit.id}-caseworker${nth}`),
      ],
    })),
  };
}

/** Göteborg's profile as it is shipped, with invented staff. */
export const goteborg = staffed(read('goteborg'));
