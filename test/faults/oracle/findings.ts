/** What must never be found, by the columns of the table. */
export const kinds = [
  'lost steps',
  'doubled steps',
  'holders not 1',
  'letters lost',
  'letters doubled',
  'chain broken',
  'stalled',
] as const;
export type Kind = (typeof kinds)[number];

/** Something that must never be, in words; told once. */
export interface Finding {
  readonly kind: Kind;
  readonly what: string;
}

/** Collects findings, each once, whoever looks again. */
export interface Findings {
  readonly add: (kind: Kind, what: string) => void;
  readonly all: () => readonly Finding[];
}

/** Nothing found yet. */
export function createFindings(): Findings {
  const found = new Map<string, Finding>();
  return {
    add: (kind, what) => {
      found.set(`${kind} ${what}`, { kind, what });
    },
    all: () => [...found.values()],
  };
}
