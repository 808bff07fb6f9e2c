import type { Json } from '../../domain/kernel/text';
import type { Identity } from '../../domain/letters/wire';
import { ageOn } from '../../domain/person/personal-number';
import type { Profile } from '../../domain/profile/profile';
import { localDate } from '../../domain/time/local';
import { narrativeFields } from '../schemas/fields';
import type { Opening } from '../schemas/opening';
import { openings } from '../schemas/opening';

/** A body that opens a case, as the domain takes it: of an applicant only the age is left (DEF-1), of others nothing. */
export interface OpeningParts {
  readonly name: string;
  readonly body: Readonly<Record<string, Json>>;
  readonly narratives: readonly string[];
  readonly identity?: Identity;
}

/** Takes the person out of a body that opens a case; an applicant's age counts on the local day of receipt. */
export function openingParts(
  { action, applicant, person, ...rest }: Opening,
  profile: Profile,
): OpeningParts {
  const body = rest as Readonly<Record<string, Json>>;
  const parts = { name: action, narratives: narrativeFields(openings[action]) };
  const whom = applicant ?? person;
  if (whom === undefined) return { ...parts, body };
  const identity = { ...whom, personalNumber: whom.personalNumber.replace('-', '') };
  if (applicant === undefined) return { ...parts, body, identity };
  const age = ageOn(identity.personalNumber, localDate(rest.receivedAt ?? '', profile.calendar.zone));
  return { ...parts, body: { ...body, age }, identity };
}
