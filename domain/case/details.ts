import type { Deadline } from '../kernel/deadline';
import type { Text } from '../kernel/text';
import type { Awaited } from '../ports/journal.port';
import type { Instant } from '../time/instant';
import { localDate, localTime } from '../time/local';
import { deadlines } from './deadlines';
import { awaitedWords, dueSaid, dueWords, nextSaid, someDate, statusWords } from './details-words';
import { awaits, caseStatus, nextOf } from './next';
import type { Next } from './next-words';
import type { CaseState } from './state';

/** What is next in a case, whom it waits for, and since when that is so. */
export interface Waiting {
  readonly next: Next;
  readonly awaits: Awaited;
  readonly since: Instant;
}

/** What a case waits for after a step: the same as before keeps its beginning. */
export function waitingAfter(before: Waiting | undefined, state: CaseState, at: Instant): Waiting {
  const [next, awaited] = [nextOf(state), awaits(state)];
  return before?.next === next && before.awaits === awaited ? before : { next, awaits: awaited, since: at };
}

const DEADLINES = 3;

/**
 * The case in plain words for Temporal's UI, as markdown without tables: what is next, status, whom it waits for and since when, what
 * falls due. Nothing of the person, and no word that only fits some of them (ADR 0028).
 */
export function currentDetails(
  state: CaseState,
  { next, awaits: awaited, since }: Waiting,
  { zone, overdue }: { readonly zone: string; readonly overdue: boolean },
): string {
  const due = deadlines(state).slice(0, DEADLINES);
  const list = due.map((deadline) => `- **${onWall(deadline.at, zone)}**: ${dueLine(deadline)}`);
  const heading = nextSaid(next);
  return [
    `## ${heading.en}`,
    heading.sv,
    `**Status:** ${both(statusWords[caseStatus(state)])}`,
    `**Waits for:** ${both(awaitedWords[awaited])}, since ${onWall(since, zone)}`,
    ...(overdue ? ['**Overdue:** something that is awaited is late · försenat'] : []),
    ...(list.length === 0 ? [] : ['### Falls due · Förfaller', list.join('\n')]),
  ].join('\n\n');
}

/** The summary of the timer that waits for a deadline. */
export function timerSummary({ at, kind }: Deadline, zone: string): string {
  return `Until ${onWall(at, zone)}, ${dueSaid(kind)}`;
}

/** What falls due, with its rule where that tells nothing. */
function dueLine({ kind, rule }: Deadline): string {
  const words = dueWords(kind);
  return words === undefined ? both(someDate) : `${both(words)} (${rule})`;
}

function both({ en, sv }: Text): string {
  return `${en} · ${sv}`;
}

/** Date and time as the wall clock shows them. */
function onWall(at: Instant, zone: string): string {
  return `${localDate(at, zone)} ${localTime(at, zone).slice(0, 5)}`;
}
