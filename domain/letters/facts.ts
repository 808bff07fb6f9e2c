import type { Json } from '../kernel/text';
import { isInstant } from '../time/instant';
import type { Instant } from '../time/instant';

// What another party wrote in a letter is taken only where it has the form that the own unit works with.

/** The text, where the fact is one that says something. */
export function textIn(fact: Json | undefined): string | undefined {
  return typeof fact === 'string' && fact !== '' ? fact : undefined;
}

/** The instant, or another where the fact is none. */
export function instantOr(fact: Json | undefined, otherwise: Instant): Instant {
  return typeof fact === 'string' && isInstant(fact) ? fact : otherwise;
}

/** The fact, where it is one of the list. */
export function oneOf<T extends Json>(list: readonly T[], fact: Json | undefined): T | undefined {
  return list.find((item) => item === fact);
}

/** The facts by name; none where they are no object. */
export function factsIn(facts: Json | undefined): Readonly<Record<string, Json>> {
  return typeof facts === 'object' && facts !== null && !isList(facts) ? facts : {};
}

/** The texts of a list that say something, each once; none where the fact is no list. */
export function listIn(fact: Json | undefined): readonly string[] {
  const items = fact !== undefined && isList(fact) ? fact.map(textIn) : [];
  return [...new Set(items.filter((item) => item !== undefined))];
}

function isList(facts: Json): facts is readonly Json[] {
  return Array.isArray(facts);
}
