/** Chance that can be repeated: the same seed gives the same draws. */
export interface Chance {
  /** A whole number from 0 and below `n`. */
  readonly below: (n: number) => number;
  readonly hits: (probability: number) => boolean;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** One of the list; undefined of an empty one. */
  readonly some: <T>(list: readonly T[]) => T | undefined;
  readonly shuffled: <T>(list: readonly T[]) => readonly T[];
  /** Each of the list with that probability. */
  readonly sample: <T>(list: readonly T[], probability: number) => readonly T[];
}

/** Mulberry32: small, and good enough to wander about. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws for one move of one walk. */
export function chanceOf(seed: number, move: number): Chance {
  const next = numbers(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(move + 1, 0x85ebca6b));
  const below = (n: number): number => Math.floor(next() * n);
  const some = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  return {
    below,
    some,
    hits: (probability) => next() < probability,
    pick: (list) => some(list) ?? list[0],
    shuffled: <T>(list: readonly T[]) =>
      list
        .map((item): readonly [number, T] => [next(), item])
        .sort(([one], [other]) => one - other)
        .map(([, item]) => item),
    sample: (list, probability) => list.filter(() => next() < probability),
  };
}
