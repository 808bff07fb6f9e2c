/** Concern reports as this file knows them. */
export type ConcernState = Readonly<Record<string, never>>;
