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

/**
 * The journals that this process has opened, each from its first step on: a step never changes, so a long case is read once. They
 * hang on the key that opened them: when the key ring lets go of it, by age or because it was destroyed, they go too (ADR 0005).
 */
const opened = new WeakMap<DataKey, readonly Step[]>();

/** What is known of a case without asking anybody; nothing while its key is not at hand. */
export function stepsAtHand(ring: KeyRing, unit: PartyId, caseRef: string): readonly Step[] {
  const key = ring.atHand(unit, caseKeyId(caseRef));
  return (key === undefined ? undefined : opened.get(key)) ?? [];
}

/** The known steps, and those that were found beyond them. */
export async function openFurther(
  ring: KeyRing,
  { unit, caseRef }: Place,
  known: readonly Step[],
  found: readonly FoundStep[],
): Promise<readonly Step[]> {
  const lines = found.flatMap(({ seq, sealed }) =>
    seq === null || sealed === null ? [] : [{ seq, sealed }],
  );
  if (lines.length === 0) return known;
  const steps = [...known, ...(await openSteps(ring, unit, caseRef, lines))];
  const key = ring.atHand(unit, caseKeyId(caseRef));
  if (key !== undefined) opened.set(key, steps);
  return steps;
}
