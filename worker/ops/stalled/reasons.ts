import type { PartyId } from '../../../domain/kernel/actor';
import type { Instant } from '../../../domain/time/instant';

/**
 * Why a case stands still.
 *
 * - `keyAway`: the unit's master key cannot be used; all its cases wait
 * - `noWorkflow`: nothing runs for it
 * - `taskFailing`: its workflow task fails each time: the code does not fit the history, or a key does not open
 * - `taskWaiting`: a task waits, and no worker takes it
 * - `journalAway`: its last try to write or read the journal failed
 * - `deadlinePast`: a deadline has passed and the clock has not acted
 * - `letterOut`: a letter has not ended
 * - `letterIn`: a letter came and is not recorded
 */
export type ReasonKind =
  | 'keyAway'
  | 'noWorkflow'
  | 'taskFailing'
  | 'taskWaiting'
  | 'journalAway'
  | 'deadlinePast'
  | 'letterOut'
  | 'letterIn';

/** One case, or unit, that stands still: references, kinds of failure and times, nothing of what is in it. */
export interface Stalled {
  readonly kind: ReasonKind;
  readonly unit: PartyId;
  readonly caseRef?: string;
  readonly letterId?: string;
  readonly since?: Instant;
  readonly attempts?: number;
  /** What the engine or the database calls it. */
  readonly failure?: string;
}

interface Words {
  readonly what: string;
  readonly todo: string;
}

/** For each reason what it means, and what to do. */
export const reasons: Readonly<Record<ReasonKind, Words>> = {
  keyAway: {
    what: 'its master key cannot be used; all cases of the unit wait',
    todo: 'npm run ops -- keys status --unit UNIT; docs/configuration.md, Master keys. They go on by themselves.',
  },
  noWorkflow: {
    what: 'no workflow runs for it',
    todo: 'A worker starts it within the hour; at once: npm run ops -- reconcile --case CASE --do.',
  },
  taskFailing: {
    what: 'its workflow task fails each time',
    todo: 'NON_DETERMINISTIC_ERROR: the code does not fit the history; put the version before back, then npm run ops -- replay. Where that cannot be: npm run ops -- reconcile --restart CASE --do. A key that is away: keys status. Else the worker’s log names the place.',
  },
  taskWaiting: {
    what: 'a task waits, and no worker takes it',
    todo: 'Start a worker that serves the unit; npm run ops -- health shows whom it has.',
  },
  journalAway: {
    what: 'its last try at the journal failed; it tries again after 5 s, doubling to 5 min',
    todo: 'Is the database up, and its disk not full? After a restore: npm run ops -- reconcile.',
  },
  deadlinePast: {
    what: 'a deadline has passed, and the clock has not acted on it',
    todo: 'Is a worker up, and are the clocks of its machine and of Temporal’s right? A rule that cannot be asked is tried again each hour; the worker’s log names it.',
  },
  letterOut: {
    what: 'a letter has not ended',
    todo: 'Is the recipient up (npm run ops -- health --partners), its address right, our key registered there? It goes when they are. “unknown”: the recipient is being asked whether it has it. ContentLost: its texts are lost after a restore; the unit must withdraw what it offered and write anew.',
  },
  letterIn: {
    what: 'a letter came and is not recorded',
    todo: 'Is a worker up that serves the unit, and the case’s key there? It is told again every five minutes at least.',
  },
};
