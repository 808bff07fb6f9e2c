import { pauseAfter } from '../telemetry/patience';
import type { Pauses } from '../telemetry/patience';

/** How a loop beside the workers goes on. */
export interface Loop {
  /** After a pass that failed. */
  readonly pauses: Pauses;
  readonly signal: AbortSignal;
  /** Hears what a pass failed of. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Makes a pass again and again. Each says how long to pause before the next, in ms; after one that throws, or has reported itself that it
 * failed and says nothing, the next comes less often each time (ADR 0022): what is away comes back no sooner for being asked.
 *
 * @returns when the signal is aborted
 */
export async function goOn(
  pass: () => Promise<number | undefined>,
  { pauses, signal, onFault }: Loop,
): Promise<void> {
  let failed = 0;
  while (!signal.aborted) {
    const pauseMs = await pass().catch((error: unknown) => {
      onFault(error);
      return undefined;
    });
    failed = pauseMs === undefined ? failed + 1 : 0;
    await pause(pauseMs ?? pauseAfter(failed, pauses), signal);
  }
}

/** Waits so long, or until the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
