import { allHandlersFinished, sleep, workflowInfo } from '@temporalio/workflow';
import type { CaseInput } from '../messages/case-messages';
import type { CaseRun } from './case-run';

/** Of the history that reading the journal took, a new run would have as much: so much more is worth one. */
const WORTH_A_RUN_EVENTS = 100;

/** From here on a new run begins between any two steps; the server ends a run at 51 200 events. */
const FAR_TOO_LONG_EVENTS = 12_000;

/**
 * Whether the next run begins now: between two steps, while no caller waits for an answer, and in a quiet task.
 *
 * The server fails a workflow task that ends the run while a signal comes in, and with it what the task had answered;
 * so the task that ends the run answers nobody. It is begun by a timer of its own (`seekNewRun`).
 */
export function isTimeForNewRun(run: CaseRun): boolean {
  return isLong(run) && (run.quiet === 'now' || isFarTooLong(run)) && allHandlersFinished();
}

/** Asks for a quiet task once the history is long; commands go on meanwhile. */
export function seekNewRun(run: CaseRun): void {
  if (run.quiet !== 'no' || !isLong(run)) return;
  run.quiet = 'asked';
  void sleep('1ms', { summary: 'Begins a new run' }).then(() => {
    run.quiet = 'now';
  });
}

/** What the next run is started with: the journal has everything else. */
export function nextInput({ input, queue, attributes }: CaseRun): CaseInput {
  return {
    ...input,
    carried: {
      queue: queue.filter((job) => job.kind !== 'command'),
      ...(attributes === undefined ? {} : { shown: attributes }),
    },
  };
}

function isLong({ input, loadedAtLength, file }: CaseRun): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  if (file.seq === 0) return false;
  if (input.continueAfter !== undefined) return historyLength >= input.continueAfter;
  return continueAsNewSuggested && historyLength > loadedAtLength + WORTH_A_RUN_EVENTS;
}

function isFarTooLong({ input }: CaseRun): boolean {
  const most = input.continueAfter === undefined ? FAR_TOO_LONG_EVENTS : 3 * input.continueAfter;
  return workflowInfo().historyLength >= most;
}
