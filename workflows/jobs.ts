import { TemporalFailure } from '@temporalio/common';
import { log, sleep } from '@temporalio/workflow';
import type { CommandAnswer } from '../messages/case-messages';
import {
  clockAttempt,
  commandAttempt,
  deliveryAttempt,
  letterAttempt,
  letterCommand,
  withdrawnConsent,
} from './attempts';
import { deliveryCommand } from './case-file';
import { LONGEST_PAUSE_MS } from './case-run';
import type { CaseRun, Job, WaitingCommand } from './case-run';
import { withdrawalHandled } from './deliveries';
import { faultFailure, isFinal, refusalFailure, unavailable } from './failures';
import { append, profileOf, readJournal, record } from './recording';
import type { Result } from './recording';
import { planned } from './rules';
import { armTimer } from './timer';

/** A clock that could not act waits so long before it tries again, or it would write steps without end. */
const CLOCK_HOLD_MS = 3_600_000;

/** Reads the journal; without an answer the store counts as away. */
export async function tryJournal(run: CaseRun): Promise<void> {
  try {
    await readJournal(run);
    run.storeAway = false;
  } catch (error) {
    storeFailed(run, error);
  }
}

/** Fails the commands that wait, waits itself, and tries the journal again; twice as long each time (ADR 0002). */
export async function waitForStore(run: CaseRun): Promise<void> {
  const waiting = run.queue.filter((job) => job.kind === 'command');
  run.queue = run.queue.filter((job) => job.kind !== 'command');
  for (const job of waiting) {
    job.reject(unavailable());
    done(run, job);
  }
  await sleep(run.pauseMs, { summary: 'The journal is away: waits, then tries again' });
  run.pauseMs = Math.min(run.pauseMs * 2, LONGEST_PAUSE_MS);
  await tryJournal(run);
}

/** Gives the first message its turn. A fact that cannot be recorded now stays first; a command is told. */
export async function handleNext(run: CaseRun): Promise<void> {
  const job = run.queue[0];
  if (job === undefined) return;
  const isOver = await (job.kind === 'command' ? handleCommand(run, job) : handleFact(run, job));
  if (!isOver) return;
  run.queue.shift();
  done(run, job);
}

/** Lets the clock act on what is due. Steps that others had written meanwhile move the clock, so it is asked anew. */
export async function handleClock(run: CaseRun): Promise<void> {
  try {
    const profile = await profileOf(run);
    const attempt = clockAttempt(run.file);
    await append(run, planned(run.file, profile, attempt));
    if (run.file.outcomes.get(attempt.commandId)?.refusal !== undefined) holdClock(run);
  } catch (error) {
    storeFailed(run, error);
    if (isFinal(error)) holdClock(run);
  }
}

async function handleCommand(run: CaseRun, job: WaitingCommand): Promise<boolean> {
  try {
    answer(run, job, await record(run, job.command.commandId, () => commandAttempt(job.command)));
  } catch (error) {
    storeFailed(run, error);
    job.reject(isFinal(error) ? faultFailure() : unavailable());
  }
  return true;
}

function answer({ file }: CaseRun, job: WaitingCommand, result: Result): void {
  if ('unopened' in result) {
    job.reject(refusalFailure(result.unopened));
  } else if (result.refusal !== undefined) {
    job.reject(refusalFailure(result.refusal));
  } else if (file.shown !== undefined) {
    const { seq, at } = result;
    const step = file.last?.seq === seq ? { step: file.last } : {};
    job.resolve({ caseRef: file.caseRef, seq, at, ...file.shown, ...step } satisfies CommandAnswer);
  }
}

async function handleFact(run: CaseRun, job: Exclude<Job, WaitingCommand>): Promise<boolean> {
  try {
    if (job.kind === 'letter') {
      await record(run, letterCommand(job.header), (profile) => letterAttempt(run.file, profile, job.header));
    } else {
      await record(run, deliveryCommand(job.letterId), () => deliveryAttempt(job.letterId, job.outcome));
      run.deliveries.delete(job.letterId);
    }
    return true;
  } catch (error) {
    storeFailed(run, error);
    // The journal will never take it: letters are told again by the relay, deliveries by the next run.
    return isFinal(error);
  }
}

function done(run: CaseRun, job: Job): void {
  run.handled += 1;
  if (job.kind === 'command' && run.quiet === 'now') run.quiet = 'no';
  const consentId = withdrawnConsent(job);
  if (consentId !== undefined) withdrawalHandled(run, consentId);
}

/** Only what an activity failed with is the store's; anything else is a fault of this code, and must fail the task. */
function storeFailed(run: CaseRun, error: unknown): void {
  if (!(error instanceof TemporalFailure)) throw error;
  if (isFinal(error)) log.error('the journal does not take a step', { caseRef: run.file.caseRef });
  else run.storeAway = true;
}

function holdClock(run: CaseRun): void {
  run.clockHeldUntilMs = Date.now() + CLOCK_HOLD_MS;
  armTimer(run);
}
