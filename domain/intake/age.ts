import type { CaseState } from '../case/state';
import { held } from '../kernel/held';
import type { Json } from '../kernel/text';
import { factsIn } from '../letters/facts';
import type { LocalDate } from '../time/local';
import { isLocalDate } from '../time/local';

/**
 * The least that a ground with an age limit needs (CON-5): for each such age that the person had not reached, the day on
 * which it is reached. Of others nothing is known.
 */
export type AgesToCome = Readonly<Record<string, LocalDate>>;

/** The ages, where the fact holds such; whatever else is written there is not taken in. */
export function agesIn(fact: Json | undefined): AgesToCome | undefined {
  const known = Object.entries(factsIn(fact)).filter(
    (entry): entry is [string, string] =>
      /^\d{1,3}$/.test(entry[0]) && typeof entry[1] === 'string' && isLocalDate(entry[1]),
  );
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** Whether the file shows that the person is younger than that on the day: on the birthday no longer (CON-5). */
export function isYoungerThan(state: CaseState, age: number, day: LocalDate): boolean {
  const reached = held(state.intake.agesToCome ?? {}, age.toString());
  return reached !== undefined && day < reached;
}
