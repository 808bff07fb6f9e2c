import type { Shown } from '../domain/ports/case-record.port';
import type { CarriedMessage, CaseCommand, CaseInput, CommandAnswer } from '../messages/case-messages';
import { emptyFile } from './case-file';
import type { CaseFile } from './case-file';
import type { Delivery } from './deliveries';
import type { Timer } from './timer';

/** A command with the caller that waits for its answer. */
export interface WaitingCommand {
  readonly kind: 'command';
  readonly command: CaseCommand;
  readonly resolve: (answer: CommandAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** What waits for its turn: one step each. */
export type Job = WaitingCommand | CarriedMessage;

/** Everything that one run of the workflow holds. */
export interface CaseRun {
  readonly input: CaseInput;
  readonly file: CaseFile;
  queue: Job[];
  /** The journal could not be reached; no update is let in (ADR 0002). */
  storeAway: boolean;
  /** How long to wait before the journal is tried again; doubles until an append succeeds. */
  pauseMs: number;
  timer: Timer | undefined;
  /** The clock does not act before this: a step of its own did not get it further. */
  clockHeldUntilMs: number;
  readonly deliveries: Map<string, Delivery>;
  /** Consents whose withdrawal waits in the queue: nothing that they carry starts any more (CON-3). */
  readonly withdrawn: Map<string, number>;
  /** As upserted last. */
  attributes: Shown | undefined;
  /** Messages handled; a run that never had one waits a little before it ends. */
  handled: number;
  /** Whether this is a task in which a new run may begin (`new-run.ts`). */
  quiet: 'no' | 'asked' | 'now';
  /** Length of the history once the journal was read; only growth beyond it asks for a new run. */
  loadedAtLength: number;
}

/** Shortest and longest wait for the journal (ADR 0002). */
export const SHORTEST_PAUSE_MS = 5_000;
export const LONGEST_PAUSE_MS = 300_000;

/** A run before the journal has been read. */
export function newRun(input: CaseInput): CaseRun {
  return {
    input,
    file: emptyFile(input.unit, input.caseRef),
    queue: [...(input.carried?.queue ?? [])],
    storeAway: false,
    pauseMs: SHORTEST_PAUSE_MS,
    timer: undefined,
    clockHeldUntilMs: 0,
    deliveries: new Map(),
    withdrawn: new Map(),
    attributes: input.carried?.shown,
    handled: 0,
    quiet: 'no',
    loadedAtLength: 0,
  };
}
