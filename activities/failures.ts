import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { traitsOf } from '../security/error-traits';
import type { ErrorTraits } from '../security/error-traits';

/** What an activity tells the worker's log when the outside fails it: never a message, which could hold content. */
export type FailureLog = (what: string, fields: Readonly<{ what: string }> & ErrorTraits) => void;

/**
 * Runs one call to the outside. Whatever is thrown leaves as a failure whose type says whether it may be tried again,
 * and whose message says nothing: the messages of databases and parsers quote what they choked on (ADR 0005).
 */
export async function guarded<T>(log: FailureLog, what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ApplicationFailure || error instanceof CancelledFailure) throw error;
    log('an activity could not be done', { what, ...traitsOf(error) });
    const nonRetryable = isRefusedForGood(error);
    throw ApplicationFailure.create({ type: 'unavailable', message: `${what} failed.`, nonRetryable });
  }
}

/** What PostgreSQL does not take and never will: a value (class 22) or a row (class 23) that cannot be. */
const REFUSED_FOR_GOOD = /^2[23][0-9A-Z]{3}$/;

function isRefusedForGood(error: unknown): boolean {
  return error instanceof Error && 'code' in error && REFUSED_FOR_GOOD.test(String(error.code));
}
