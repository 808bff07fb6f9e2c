import type { CaseState } from '../case/state';
import type { Instant } from '../time/instant';
import { toMs } from '../time/instant';
import { appliedAt } from '../transfer/questions';

/** When a step was first taken, and how long after the application: whole days, and the whole hours beyond them. */
export interface Elapsed {
  readonly at: Instant;
  readonly days: number;
  readonly hours: number;
}

/** The times from the application to each step; null for one that has not been taken (FUP-8). */
export interface Speed {
  readonly firstContact: Elapsed | null;
  readonly firstDecision: Elapsed | null;
  readonly assessment: Elapsed | null;
  readonly receipt: Elapsed | null;
}

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** How fast help came, counted from the date of application that the core carries, so also across units (FUP-8). */
export function speedOf(state: CaseState): Speed {
  const { firstContact, firstDecision, assessment, receipt } = state.speed;
  const since = appliedAt(state);
  const after = (at: Instant | undefined): Elapsed | null =>
    since === undefined || at === undefined ? null : elapsed(since, at);
  return {
    firstContact: after(firstContact?.at),
    firstDecision: after(firstDecision),
    assessment: after(assessment),
    receipt: after(receipt),
  };
}

/** An assessment may be older than the application: then no time was lost. */
function elapsed(since: Instant, at: Instant): Elapsed {
  const hours = Math.max(0, Math.floor((toMs(at) - toMs(since)) / HOUR_MS));
  return { at, days: Math.floor(hours / DAY_HOURS), hours: hours % DAY_HOURS };
}
