/** What a person reads, in both languages of the service. */
export interface Text {
  readonly en: string;
  readonly sv: string;
}

/** A language that a reader may ask for. */
export type Language = keyof Text;

/** Anything that crosses a process border: plain JSON, no `Date`, `Map` or `undefined`. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
