import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { toMs } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import type { CaseRun } from './case-run';
import { timerWords } from './rules';

/** The one timer of a case: to the instant that falls due next. */
export interface Timer {
  readonly at: Instant;
  readonly untilMs: number;
  readonly scope: CancellationScope;
  fired: boolean;
}

/** Whether the clock has to act; told by what the journal recorded, never by asking the rules. */
export function isClockDue({ file, timer, clockHeldUntilMs }: CaseRun): boolean {
  if (file.nextDue === null || Date.now() < clockHeldUntilMs) return false;
  return toMs(file.nextDue) <= Date.now() || (timer?.at === file.nextDue && timer.fired);
}

/** Brings the timer in line with the next due instant; it is replaced only when that has changed. */
export function armTimer(run: CaseRun): void {
  const { nextDue } = run.file;
  const untilMs = nextDue === null ? 0 : Math.max(toMs(nextDue), run.clockHeldUntilMs);
  const { timer } = run;
  if (timer?.at === nextDue && timer.untilMs === untilMs) return;
  timer?.scope.cancel();
  run.timer =
    nextDue === null || untilMs <= Date.now() ? undefined : start(nextDue, untilMs, timerWords(run.file));
}

function start(at: Instant, untilMs: number, summary: string): Timer {
  const timer: Timer = { at, untilMs, scope: new CancellationScope(), fired: false };
  void timer.scope
    .run(() => sleep(untilMs - Date.now(), { summary }))
    .then(
      () => {
        timer.fired = true;
      },
      (error: unknown) => {
        if (!isCancellation(error)) throw error;
      },
    );
  return timer;
}
