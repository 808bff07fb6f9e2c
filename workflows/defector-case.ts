import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { CaseInput } from '../messages/case-messages';
import { newRun } from './case-run';
import type { CaseRun } from './case-run';
import { unreadableInput } from './failures';
import { registerHandlers } from './handlers';
import { isTimeForNewRun, nextInput, seekNewRun } from './new-run';
import { isReadable } from './readable';
import { handleClock, handleNext, tryJournal, waitForStore } from './jobs';
import { isClockDue } from './timer';

/**
 * One case of one unit: the durable clock and queue of its journal (ADR 0002).
 *
 * It goes by what the journal answers and never by what the rules say now, so that a history replays under other rules.
 * It lives on after the case is closed, until the file is disposed of; cancelling it has no effect.
 */
export async function defectorCase(input: CaseInput): Promise<void> {
  if (!isReadable(input)) throw unreadableInput();
  const run = newRun(input);
  registerHandlers(run);
  await CancellationScope.nonCancellable(() => live(run));
}

async function live(run: CaseRun): Promise<void> {
  await tryJournal(run);
  run.loadedAtLength = workflowInfo().historyLength;
  for (;;) {
    await condition(() => hasWork(run));
    if (isTimeForNewRun(run)) await continueAsNew<typeof defectorCase>(nextInput(run));
    else if (run.storeAway) await waitForStore(run);
    // What has fallen due comes first: a consent whose time is over lets nothing more through (CON-4).
    else if (isClockDue(run)) await handleClock(run);
    else if (run.queue.length > 0) await handleInTurn(run);
    else if (await isOver(run)) return;
    seekNewRun(run);
  }
}

/** What one task answers with all that it recorded must fit into one message to the server, so a long queue takes several. */
const JOBS_PER_TASK = 16;

async function handleInTurn(run: CaseRun): Promise<void> {
  await handleNext(run);
  if (run.handled % JOBS_PER_TASK === 0 && run.queue.length > 0)
    await sleep('1 ms', { summary: 'Goes on in a new task' });
}

function hasWork(run: CaseRun): boolean {
  return run.storeAway || run.queue.length > 0 || isClockDue(run) || isUnopened(run) || isTimeForNewRun(run);
}

function isUnopened({ file, storeAway }: CaseRun): boolean {
  return file.seq === 0 && file.profile !== undefined && !storeAway;
}

/** There is no case, and nothing waits that could open one. The message that started the run may still be on its way. */
async function isOver(run: CaseRun): Promise<boolean> {
  if (run.handled === 0)
    await condition(() => run.queue.length > 0, '10s', { summary: 'Waits for what opens the case' });
  else await condition(allHandlersFinished);
  return run.queue.length === 0;
}
