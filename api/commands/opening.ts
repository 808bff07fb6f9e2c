import type { z } from 'zod';

import type { Json } from '../../domain/kernel/text';
import type { Identity } from '../../domain/letters/wire';
import { ageOn } from '../../domain/person/personal-number';
import type { Profile } from '../../domain/profile/profile';
import { localDate } from '../../domain/time/local';
import type { OpeningBody } from '../schemas/opening';

/** A body that opens a case, as the domain takes it: the applicant is left out but for the age (DEF-1). */
export interface OpeningParts {
  readonly name: string;
  readonly body: Readonly<Record<string, Json>>;
  readonly narratives: readonly string[];
  readonly identity: Identity;
}

/** Takes the applicant out of a registration; the age counts on the local day of receipt. */
export function openingParts(opening: z.output<typeof OpeningBody>, profile: Profile): OpeningParts {
  const { action, applicant, ...rest } = opening;
  const personalNumber = applicant.personalNumber.replace('-', '');
  const age = ageOn(personalNumber, localDate(rest.receivedAt, profile.calendar.zone));
  return {
    name: action,
    body: { ...rest, age },
    narratives: ['wish'],
    identity: { ...applicant, personalNumber },
  };
}
