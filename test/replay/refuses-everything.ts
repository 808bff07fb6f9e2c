import { obstacle } from '../../domain/kernel/refusal';
import type { Refusal } from '../../domain/kernel/refusal';
import type { Decision } from '../../domain/kernel/step';

// Rules as different as can be from those under which the histories were recorded (ADR 0002).

const refusal: Refusal = { kind: 'refused', obstacles: [obstacle('THR-8', 'No.', 'Nej.')] };

/** Stands in for `domain/case/decide.ts`. */
export function decide(): Decision {
  return { ok: false, refusal };
}

/** Stands in for `domain/case/decide.ts`. */
export function acceptsLetter(): Refusal {
  return refusal;
}

/** Stands in for `domain/case/deadlines.ts`: nothing falls due any more. */
export function nextDeadline(): undefined {
  return undefined;
}

/** Stand in for `domain/case/details.ts`. */
export const [currentDetails, timerSummary, waitingAfter] = Array.from({ length: 3 }, () => (): string => {
  throw new Error('not even this');
});

/** Stands in for `domain/case/deadlines.ts`. */
export function deadlines(): readonly never[] {
  return [];
}
