import type { Profile } from '../../../domain/profile/profile';
import { readProfile } from '../../../profiles/read-profile';

/** The shipped profile, with one more caseworker in each unit, who has no case yet (FUP-6). */
export function profile(): Profile {
  const reading = readProfile('goteborg');
  if (!reading.ok) throw new Error(reading.faults.join('; '));
  const { units } = reading.profile;
  return {
    ...reading.profile,
    units: units.map((unit) => ({ ...unit, competent: [...unit.competent, `${unit.id}.newcomer`] })),
  };
}
