import type { PartyId } from '../kernel/actor';
import type { Language } from '../kernel/text';
import type { LocalDate } from '../time/local';
import type {
  Authority,
  Channel,
  Named,
  PoliceFunction,
  PoliceTask,
  Profile,
  UnitFunction,
  UnitProfile,
} from './profile';

/** The profile and its version, as journal lines and deadlines keep it. */
export function profileVersion(profile: Profile): string {
  return `${profile.id}/${String(profile.version)}`;
}

/** The unit with that id; undefined for a police function or a stranger. */
export function unitOf(profile: Profile, id: PartyId): UnitProfile | undefined {
  return profile.units.find((unit) => unit.id === id);
}

/** The units with that function, in the profile's order. */
export function unitsByFunction(profile: Profile, wanted: UnitFunction): readonly UnitProfile[] {
  return profile.units.filter((unit) => unit.function === wanted);
}

/** Whether the unit is there and has that function. */
export function hasFunction(profile: Profile, id: PartyId, wanted: UnitFunction): boolean {
  return unitOf(profile, id)?.function === wanted;
}

/** Whether the unit has marked the person competent for the target group (FUP-6). */
export function isCompetent(profile: Profile, unit: PartyId, person: string): boolean {
  return unitOf(profile, unit)?.competent.includes(person) === true;
}

/** Whether the party is a police function of the profile. */
export function isPolice(profile: Profile, id: PartyId): boolean {
  return profile.police.some((police) => police.id === id);
}

/** Everyone whom letters can be for: units, police functions, the common address. */
export function letterParties({ units, police, commonAddress }: Profile): readonly PartyId[] {
  const common = commonAddress === undefined ? [] : [commonAddress];
  return [...units, ...police, ...common].map(({ id }) => id);
}

/** The police function that carries out that stage; undefined where the profile has none (THR-1, UPP-7). */
export function policeFor(profile: Profile, task: PoliceTask): PoliceFunction | undefined {
  return profile.police.find((police) => police.tasks.includes(task));
}

/** The authority with that id; it is no island and gets no letters. */
export function authorityOf(profile: Profile, id: PartyId): Authority | undefined {
  return profile.authorities.find((authority) => authority.id === id);
}

/** The social services act as it reads on that day, for decisions to cite. */
export function actOn(profile: Profile, day: LocalDate): string | undefined {
  return profile.acts.find(({ from, to }) => from <= day && (to === undefined || day <= to))?.statute;
}

/** The way in with that id (INT-1). */
export function channelOf(profile: Profile, id: string): Channel | undefined {
  return profile.channels.find((channel) => channel.id === id);
}

/** What something in a list of the profile is called; an id that is not in the list stands for itself. */
export function nameIn(list: readonly Named[], id: string, language: Language): string {
  return list.find((item) => item.id === id)?.name[language] ?? id;
}

/** What a unit, police function or authority is called; an unknown id stands for itself. */
export function partyName(profile: Profile, id: PartyId, language: Language): string {
  const { units, police, authorities, commonAddress } = profile;
  const common = commonAddress === undefined ? [] : [commonAddress];
  return nameIn([...units, ...police, ...authorities, ...common], id, language);
}
