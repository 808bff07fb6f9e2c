import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError, isGrpcServiceError } from '@temporalio/client';
import type { WorkflowClientInterceptor } from '@temporalio/client';

/** gRPC's FAILED_PRECONDITION; the package that names it is not a dependency of ours. */
const FAILED_PRECONDITION = 9;

/** Pauses before an update is sent again; three seconds in all, so that an answer still fits into the caller's wait. */
const PAUSES_MS: readonly number[] = [50, 100, 200, 400, 800, 1_600];

/**
 * Sends an update again that Temporal took back. It does so with all that a workflow task was to answer when a letter
 * arrives in the task that ends a run, and the SDK holds that for final. Nothing was accepted, and the update's id and
 * its command's are the same (ADR 0002), so the case still makes one step of it.
 */
export function persistentUpdates(pausesMs: readonly number[] = PAUSES_MS): WorkflowClientInterceptor {
  const persist = async <T>(send: () => Promise<T>): Promise<T> => {
    for (const pauseMs of pausesMs) {
      try {
        return await send();
      } catch (error) {
        if (!wasTakenBack(error)) throw error;
        await sleep(pauseMs);
      }
    }
    return send();
  };
  return {
    startUpdate: (input, next) => persist(() => next(input)),
    startUpdateWithStart: (input, next) => persist(() => next(input)),
  };
}

function wasTakenBack(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && (cause.code as number) === FAILED_PRECONDITION;
}
