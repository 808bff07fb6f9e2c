import { ApplicationFailure } from '@temporalio/common';
import type { Refusal } from '../domain/kernel/refusal';
import type { CaseFailure } from '../messages/case-messages';
import { isFault } from './rules';

/** A refusal as the caller of an update gets it; the rules are in the details, the kind is the type. */
export function refusalFailure(refusal: Refusal): ApplicationFailure {
  if (isFault(refusal)) return failure('fault', 'The rules could not be asked.');
  return ApplicationFailure.create({
    type: refusal.kind satisfies CaseFailure,
    message: 'Refused.',
    details: [refusal],
    nonRetryable: true,
  });
}

/** The journal cannot be reached: the same command may be sent again. */
export function unavailable(): ApplicationFailure {
  return failure('unavailable', 'The journal is away.');
}

/** Whether the journal said that it will never take this, rather than being away. */
export function isFinal(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.nonRetryable === true;
}

/** What cannot be done, now or later, and is nobody's refusal. */
export function faultFailure(): ApplicationFailure {
  return failure('fault', 'The journal does not take this step.');
}

/** Ends a run whose input cannot be opened; the case is started again from the journal. */
export function unreadableInput(): ApplicationFailure {
  return failure('fault', 'The input cannot be opened.');
}

function failure(type: CaseFailure, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: true });
}
