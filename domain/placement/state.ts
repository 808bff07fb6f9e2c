/** Acute placement as this file knows it. */
export type PlacementState = Readonly<Record<string, never>>;
