import type { Log } from './log';

/** How long a process waits for what it needs at its start, and where each try in vain is told. */
export interface Patience {
  readonly seconds: number;
  readonly log: Log;
}

/** Something that a process cannot start without. */
export interface Needed<T> {
  readonly name: string;
  readonly reach: () => Promise<T>;
  /** Whether it may be there in a moment; everything else is for a person to mend, and waiting would hide it. */
  readonly isAway: (error: unknown) => boolean;
}

/** Pauses between tries: the first, and the longest that they grow to. */
export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

const AT_START: Pauses = { first: 1_000, longest: 15_000 };

/** How long to pause after so many tries in vain, in the unit of the pauses: twice as long each time (ADR 0022). */
export function pauseAfter(failed: number, { first, longest }: Pauses): number {
  return Math.min(longest, first * 2 ** (failed - 1));
}

/**
 * Reaches something that may not be there yet: tried again after 1 s, then twice as long each time, up to 15 s. A process that ends each
 * time would be started again and again, and nobody would read why.
 *
 * @throws Error that names it, when it is still away after so many seconds; and at once whatever is no absence
 */
export async function patiently<T>(needed: Needed<T>, patience: Patience): Promise<T> {
  const { name: what, reach, isAway } = needed;
  const until = Date.now() + patience.seconds * 1000;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await reach();
    } catch (error) {
      if (!isAway(error)) throw error;
      const code = whyOf(error);
      const pauseMs = pauseAfter(attempt, AT_START);
      if (Date.now() + pauseMs > until) throw new Error(gaveUp(what, code, patience), { cause: error });
      patience.log('warn', 'not there yet', { what, code, attempt, nextInSeconds: pauseMs / 1000 });
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

function gaveUp(what: string, why: string, { seconds }: Patience): string {
  return (
    `${what} is away (${why}) and was waited for ${seconds} s. See that it runs and that its address is right, then start this again; ` +
    'SLUSS_START_PATIENCE_SECONDS says how long to wait.'
  );
}

/** Of gRPC's answers those that tell an operator something. */
const grpc: Readonly<Record<number, string>> = {
  4: 'DEADLINE_EXCEEDED',
  5: 'NOT_FOUND',
  7: 'PERMISSION_DENIED',
  14: 'UNAVAILABLE',
  16: 'UNAUTHENTICATED',
};

interface Fault {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** Why something failed, as a code or the name of the error: a message could quote what was worked on (ADR 0005). */
export function whyOf(error: unknown): string {
  const { code, name, cause, errors } = (error ?? {}) as Fault;
  if (typeof code === 'string') return code;
  if (typeof code === 'number') return grpc[code] ?? `gRPC ${code}`;
  const inner = Array.isArray(errors) ? (errors as readonly unknown[])[0] : cause;
  if (inner !== undefined) return whyOf(inner);
  return typeof name === 'string' ? name : 'unknown';
}
