/** A point in time: UTC ISO text with milliseconds and `Z`, so that text order is time order. */
export type Instant = string;

const SHAPE = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Whether the text is an instant that exists, also for PostgreSQL; `2026-02-30T…`, the year 0 and other spellings of ISO 8601 are not. */
export function isInstant(text: string): text is Instant {
  const ms = SHAPE.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && toInstant(ms) === text;
}

/** Milliseconds since 1970 in UTC. */
export function toMs(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant so many milliseconds after 1970 in UTC. */
export function toInstant(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** The instant so many seconds later, or earlier when negative. */
export function plusSeconds(instant: Instant, seconds: number): Instant {
  return toInstant(toMs(instant) + seconds * 1000);
}

/** Whether the first is strictly earlier than the second. */
export function isBefore(first: Instant, second: Instant): boolean {
  return first < second;
}

/** The earliest of the instants; undefined when there is none. */
export function earliest(instants: readonly Instant[]): Instant | undefined {
  return instants.reduce<Instant | undefined>(
    (found, instant) => (found === undefined || isBefore(instant, found) ? instant : found),
    undefined,
  );
}
