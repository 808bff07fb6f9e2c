/** Compulsory care as this file knows it. */
export type CareState = Readonly<Record<string, never>>;
