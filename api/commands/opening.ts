import type { Json } from '../../domain/kernel/text';
import type { Identity } from '../../domain/letters/wire';
import type { PersonalNumber } from '../../domain/person/personal-number';
import { ageOn, reachesAge } from '../../domain/person/personal-number';
import type { Profile } from '../../domain/profile/profile';
import type { Instant } from '../../domain/time/instant';
import type { LocalDate } from '../../domain/time/local';
import { localDate } from '../../domain/time/local';
import { narrativeFields } from '../schemas/fields';
import type { Opening } from '../schemas/opening';
import { openings } from '../schemas/opening';

type Body = Readonly<Record<string, Json>>;

/**
 * A body that opens a case, as the domain takes it: of an applicant the age is left (DEF-1), and of anybody when they reach the
 * ages to come that grounds ask about (CON-5).
 */
export interface OpeningParts {
  readonly name: string;
  readonly body: Body;
  readonly narratives: readonly string[];
  readonly identity?: Identity;
}

/** Takes the person out of a body that opens a case; an applicant's age counts on the local day of receipt. */
export function openingParts(
  { action, applicant, person, ...rest }: Opening,
  { profile, now }: { readonly profile: Profile; readonly now: Instant },
): OpeningParts {
  const body = rest as Body;
  const parts = { name: action, narratives: narrativeFields(openings[action]) };
  const whom = applicant ?? person;
  if (whom === undefined) return { ...parts, body };
  const identity = { ...whom, personalNumber: whom.personalNumber.replace('-', '') };
  const ages = agesToCome(identity.personalNumber, profile, localDate(now, profile.calendar.zone));
  if (applicant === undefined) return { ...parts, body: { ...body, ...ages }, identity };
  const age = ageOn(identity.personalNumber, localDate(rest.receivedAt ?? '', profile.calendar.zone));
  return { ...parts, body: { ...body, age, ...ages }, identity };
}

/** The ages that the profile's grounds ask about and that are still to come, with the day of each (CON-5). */
function agesToCome(number: PersonalNumber, { grounds }: Profile, today: LocalDate): Body {
  const limits = grounds.flatMap(({ belowAge }) => (belowAge === undefined ? [] : [belowAge]));
  const ages = limits
    .map((age) => [age.toString(), reachesAge(number, age)] as const)
    .filter(([, day]) => today < day);
  return ages.length === 0 ? {} : { agesToCome: Object.fromEntries(ages) };
}
