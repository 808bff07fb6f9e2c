/** How often something may happen. */
export interface Allowance {
  /** So many within the window. */
  readonly max: number;
  readonly windowSeconds: number;
  /** How long it stays closed after one too many; until the window ends unless told. */
  readonly lockSeconds?: number;
}

/** Counts what each key does within a window of time. In memory: every process counts for itself (ADR 0020). */
export interface Throttle {
  /** Counts one more. True when this one was too many and the key has just been closed. */
  readonly take: (key: string) => boolean;
  /** Whole seconds for which the key stays closed; 0 while it is open. */
  readonly waitFor: (key: string) => number;
}

/** Keys that are remembered; beyond that the one that came first is forgotten, so that nobody fills the memory. */
const MAX_KEYS = 10_000;

interface Count {
  readonly since: number;
  readonly taken: number;
  readonly closedUntil: number;
}

/** A throttle that has seen nothing; `now` gives milliseconds. */
export function createThrottle(allowance: Allowance, now: () => number): Throttle {
  const windowMs = allowance.windowSeconds * 1000;
  const lockMs = (allowance.lockSeconds ?? 0) * 1000;
  const counts = new Map<string, Count>();

  const current = (key: string): Count => {
    const count = counts.get(key);
    const isOver = count === undefined || Math.max(count.since + windowMs, count.closedUntil) <= now();
    return isOver ? { since: now(), taken: 0, closedUntil: 0 } : count;
  };
  return {
    take: (key) => {
      const { since, taken, closedUntil } = current(key);
      const closes = taken === allowance.max;
      counts.set(key, {
        since,
        taken: taken + 1,
        closedUntil: closes ? Math.max(now() + lockMs, since + windowMs) : closedUntil,
      });
      if (counts.size > MAX_KEYS) counts.delete(counts.keys().next().value ?? key);
      return closes;
    },
    waitFor: (key) => Math.max(0, Math.ceil((current(key).closedUntil - now()) / 1000)),
  };
}
