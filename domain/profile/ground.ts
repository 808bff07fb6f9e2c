import type { LocalDate } from '../time/local';
import type { FrozenGround, LegalGround } from './profile';

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

/** What a disclosure keeps of the ground that carried it (CON-5). */
export function freezeGround(ground: LegalGround): FrozenGround {
  const { id, text, statute, from, to } = ground;
  return { id, text, statute, from, ...(to === undefined ? {} : { to }) };
}
