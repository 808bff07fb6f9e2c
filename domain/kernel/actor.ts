/** A unit of the municipality, a police function or a partner system, by its id in the profile. */
export type PartyId = string;

/** The functions that people have; the verified token names them (ACC-5). The police integrator's opens nothing: letters are signed (ADR 0015). */
export const roles = [
  'caseworker',
  'supervisor',
  'reception',
  'dutyDesk',
  'policeIntegrator',
  'statistics',
  'logReviewer',
  'operator',
] as const;

/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/** A member of staff, as the verified token tells it (ACC-5). `person` is a staff id, never a name. */
export interface Reader {
  readonly person: string;
  readonly unit: PartyId;
  readonly roles: readonly Role[];
}

/** Who does an action: a person of the own unit, the clock, another party by letter, or the engine reporting an effect. */
export type Actor =
  | ({ readonly kind: 'person' } & Reader)
  | { readonly kind: 'clock' }
  | { readonly kind: 'party'; readonly party: PartyId }
  | { readonly kind: 'engine' };
