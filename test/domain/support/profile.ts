import type { Profile } from '../../../domain/profile/profile';
import { describeFaults, readProfile } from '../../../profiles/read-profile';

function read(id: string): Profile {
  const reading = readProfile(id);
  if (!reading.ok) throw new Error(describeFaults(id, reading.faults));
  return reading.profile;
}

/** Göteborg's profile as it is shipped. */
export const goteborg = read('goteborg');
