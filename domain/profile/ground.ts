import type { GroundCarrier } from '../letters/letter';
import type { Instant } from '../time/instant';
import { localDate } from '../time/local';
import type { LocalDate } from '../time/local';
import type { FrozenGround, LegalGround, Profile } from './profile';

/** What of a profile says whether a ground holds. */
export type GroundsInForce = Pick<Profile, 'grounds' | 'calendar'>;

/** The wording of the ground that holds on the day; undefined when none does or the authority has it switched off (CON-5). */
export function groundOn(
  grounds: readonly LegalGround[],
  id: string,
  date: LocalDate,
): LegalGround | undefined {
  return grounds.find(
    (ground) =>
      ground.id === id &&
      ground.enabled &&
      ground.from <= date &&
      (ground.to === undefined || date <= ground.to),
  );
}

/**
 * Whether a ground that was used still lets the category go: the wording under which it was decided must hold on the local day, also in
 * today's profile, and the person must be young enough for it (CON-4, CON-5).
 */
export function stillCarries(
  { ground, use }: GroundCarrier,
  category: string,
  { grounds, calendar }: GroundsInForce,
  now: Instant,
): boolean {
  const day = localDate(now, calendar.zone);
  const wording = groundOn(grounds, ground.id, day);
  const lastDays = [ground.to, use?.lastDay].filter((last) => last !== undefined);
  return (
    wording?.from === ground.from &&
    wording.categories?.includes(category) !== false &&
    lastDays.every((last) => day <= last)
  );
}

/** What a disclosure keeps of the ground that carried it (CON-5). */
export function freezeGround(ground: LegalGround): FrozenGround {
  const { id, text, statute, from, to } = ground;
  return { id, text, statute, from, ...(to === undefined ? {} : { to }) };
}
