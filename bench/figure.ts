import type { Spread } from './numbers';
import type { Bench } from './bench';

/** One line of the table. */
export interface Reading {
  readonly what: string;
  /** `×` is a ratio, `` a count. */
  readonly unit: '×' | '' | 'kB' | 'ms' | 's';
  readonly spread: Spread;
  /** What the limit is held against; the median when left out. */
  readonly judged?: number;
  readonly judgedAs?: string;
  /** At most; a reading without one is there to be compared. */
  readonly limit?: number;
  readonly note?: string;
}

/** A figure that the bench measures. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** Measured on the 10,000 seeded cases. */
  readonly seeded?: true;
  /** So long it may take; after that it counts as not measured, and the next one has its turn. */
  readonly minutes: number;
  readonly measure: (bench: Bench) => Promise<readonly Reading[]>;
}

/** Whether a reading holds its limit; one without a limit has nothing to hold. */
export function isHeld({ spread, judged = spread.median, limit }: Reading): boolean | undefined {
  return limit === undefined ? undefined : judged <= limit;
}
