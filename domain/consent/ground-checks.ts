import type { CaseState } from '../case/state';
import { isYoungerThan } from '../intake/age';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Text } from '../kernel/text';
import type { NoteRef } from '../letters/letter';
import { groundOn } from '../profile/ground';
import { authorityOf, isPolice, unitOf } from '../profile/lookup';
import type { GroundDemand, GroundDirection, LegalGround } from '../profile/profile';
import { localDate } from '../time/local';

/** Grounds that the routine's own steps use; no other disclosure goes on them (CON-5). */
const ownSteps: readonly string[] = ['forwardConcernReport', 'dutyDeskHandover', 'districtQuestion'];

/** The wording of the ground that a person may disclose on today; without one, why not (CON-5). */
export function usableGround(id: string, { now, profile }: Context): LegalGround | Obstacle {
  if (ownSteps.includes(id)) {
    return obstacle(
      'CON-5',
      'That ground belongs to a step of the routine and carries nothing else.',
      'Det stödet hör till ett steg i rutinen och bär inget annat.',
    );
  }
  const ground = groundOn(profile.grounds, id, localDate(now, profile.calendar.zone));
  return (
    ground ??
    obstacle(
      'CON-5',
      'No such legal ground is in force here today. There is no general override.',
      'Något sådant rättsligt stöd gäller inte här i dag. Det finns inget allmänt undantag.',
    )
  );
}

/** Whether the party is one that a ground in that direction leads to. */
const leadsTo: Readonly<Record<GroundDirection, (to: PartyId, context: Context) => boolean>> = {
  socialServices: (to, { profile, unit }) => to !== unit && unitOf(profile, to) !== undefined,
  healthCare: (to, { profile }) => authorityOf(profile, to)?.kind === 'healthCare',
  police: (to, { profile }) => isPolice(profile, to),
  lawEnforcement: (to, { profile }) =>
    isPolice(profile, to) || authorityOf(profile, to)?.kind === 'lawEnforcement',
  authority: (to, { profile }) => isPolice(profile, to) || authorityOf(profile, to) !== undefined,
};

/** Objects unless the ground leads to that recipient (CON-5). */
export function mustLeadTo(ground: LegalGround, to: PartyId, context: Context): Obstacle | undefined {
  if (ground.direction.some((direction) => leadsTo[direction](to, context))) return undefined;
  return obstacle(
    'CON-5',
    'That ground does not lead to the recipient.',
    'Det stödet leder inte till mottagaren.',
  );
}

/** Objects unless each category is named, is one of the profile, and is carried by the ground (CON-5). */
export function mustCarry(
  ground: LegalGround,
  categories: readonly string[],
  { profile }: Context,
): Obstacle | undefined {
  const all = ground.categories ?? profile.categories.map(({ id }) => id);
  const beyond = categories.filter((category) => !all.includes(category));
  if (categories.length > 0 && beyond.length === 0) return undefined;
  return categories.length === 0
    ? obstacle('CON-5', 'Name the categories that are needed.', 'Ange de uppgiftsslag som behövs.')
    : obstacle(
        'CON-5',
        `That ground does not carry: ${beyond.join(', ')}.`,
        `Det stödet bär inte: ${beyond.join(', ')}.`,
      );
}

type Statement = Exclude<GroundDemand, 'supervisor' | 'namedDecider'>;

const statements: Readonly<Record<Statement | 'why', Text>> = {
  why: { en: 'why it is directly called for', sv: 'varför det är direkt påkallat' },
  abuse: { en: 'which abuse it is about', sv: 'vilket missbruk det gäller' },
  suspicion: { en: 'which crime is suspected', sv: 'vilket brott misstanken gäller' },
  circumstances: { en: 'the concrete circumstances', sv: 'de konkreta omständigheterna' },
  crimeRisk: { en: 'the risk of criminal activity', sv: 'risken för brottslig verksamhet' },
  weighing: { en: 'how the interests were weighed', sv: 'hur intressena vägdes' },
};

function isStatement(demand: GroundDemand): demand is Statement {
  return Object.hasOwn(statements, demand);
}

/** Objects to each statement that a use of the ground must make and this one does not (CON-5). */
export function mustState(
  { asksFor }: LegalGround,
  notes: readonly NoteRef[],
): readonly (Obstacle | undefined)[] {
  const asked = ['why' as const, ...asksFor.filter(isStatement)];
  return asked
    .filter((field) => !notes.some((note) => note.field === field))
    .map((field) => obstacle('CON-5', `State ${statements[field].en}.`, `Ange ${statements[field].sv}.`));
}

/** Objects unless the one who does it is one who decides under the ground (CON-5). */
export function mustDecide(
  { asksFor, deciders = [] }: LegalGround,
  { actor }: Context,
): readonly (Obstacle | undefined)[] {
  if (actor.kind !== 'person') return [];
  return [
    asksFor.includes('supervisor') && !actor.roles.includes('supervisor')
      ? obstacle('CON-5', 'A supervisor decides this.', 'Det beslutas av en enhetschef.')
      : undefined,
    asksFor.includes('namedDecider') && !deciders.includes(actor.person)
      ? obstacle(
          'CON-5',
          'Only those whom the authority has named decide this.',
          'Det beslutas bara av den som myndigheten har utsett.',
        )
      : undefined,
  ];
}

/** Objects unless the file shows that the person is young enough on the day of the disclosure (CON-5). */
export function mustBeYoungEnough(
  state: CaseState,
  { belowAge }: LegalGround,
  { now, profile }: Context,
): Obstacle | undefined {
  if (belowAge === undefined) return undefined;
  if (isYoungerThan(state, belowAge, localDate(now, profile.calendar.zone))) return undefined;
  const age = belowAge.toString();
  return obstacle(
    'CON-5',
    `That ground is for persons under ${age}; the file does not show that this person is.`,
    `Det stödet gäller den som är under ${age} år; akten visar inte att personen är det.`,
  );
}
