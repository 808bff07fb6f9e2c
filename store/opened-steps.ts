import { createHash } from 'node:crypto';

import type { PartyId } from '../domain/kernel/actor';
import type { Step } from '../domain/kernel/step';
import { caseKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import type { DataKey } from '../security/sealed';
import { openSteps } from './journal';

/** Of which case. */
interface Place {
  readonly unit: PartyId;
  readonly caseRef: string;
}

/** A line as a case without any further one is found: it may be looked at, and there is nothing new. */
interface FoundStep {
  readonly seq: number | null;
  readonly sealed: Buffer | null;
}

/** A journal as far as it was opened: its steps from the first one on, and by what the line of the last is known again. */
export interface Opened {
  readonly steps: readonly Step[];
  readonly mark: string;
}

/**
 * The journals that this process has opened, each from its first step on: a step never changes, so a long case is read once. They
 * hang on the key that opened them: when the key ring lets go of it, by age or because it was destroyed, they go too (ADR 0005).
 */
const opened = new WeakMap<DataKey, Opened>();

export const nothingOpened: Opened = { steps: [], mark: '' };

/** What is known of a case without asking anybody; nothing while its key is not at hand. */
export function openedAtHand(ring: KeyRing, { unit, caseRef }: Place): Opened {
  const key = ring.atHand(unit, caseKeyId(caseRef));
  return (key === undefined ? undefined : opened.get(key)) ?? nothingOpened;
}

/**
 * Of the lines from the last known one on, those beyond it; undefined where that one is gone or another, because the database went back
 * to an older state: then nothing counts of what was known.
 */
export function beyond(
  { steps, mark }: Opened,
  found: readonly FoundStep[],
): readonly FoundStep[] | undefined {
  if (steps.length === 0) return found;
  const [last, ...further] = found;
  return last?.seq === steps.length && markOf(last.sealed) === mark ? further : undefined;
}

/** The known steps, and those that were found beyond them. */
export async function openFurther(
  ring: KeyRing,
  { unit, caseRef }: Place,
  { steps: known }: Opened,
  found: readonly FoundStep[],
): Promise<readonly Step[]> {
  const lines = found.flatMap(({ seq, sealed }) =>
    seq === null || sealed === null ? [] : [{ seq, sealed }],
  );
  const last = lines.at(-1);
  if (last === undefined) return known;
  const steps = [...known, ...(await openSteps(ring, unit, caseRef, lines))];
  const key = ring.atHand(unit, caseKeyId(caseRef));
  if (key !== undefined) opened.set(key, { steps, mark: markOf(last.sealed) });
  return steps;
}

/** No two lines have the same: what is sealed is never the same twice. */
function markOf(sealed: Buffer | null): string {
  return createHash('sha256')
    .update(sealed ?? '')
    .digest('base64');
}
