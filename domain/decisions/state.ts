/** Formal decisions of this file. */
export type DecisionsState = Readonly<Record<string, never>>;
