import { apply } from '../../../domain/case/evolve';
import { nothing } from '../../../domain/case/nothing';
import type { CaseState } from '../../../domain/case/state';
import type { Step } from '../../../domain/kernel/step';
import type { Letter } from '../../../domain/letters/letter';

/** The letters of the journal, each with the step that wrote it. */
export function lettersIn(
  steps: readonly Step[],
): readonly { readonly step: Step; readonly letter: Letter }[] {
  return steps.flatMap((step) =>
    step.events.flatMap(({ letters = [] }) => letters.map((letter) => ({ step, letter }))),
  );
}

/** What the steps make of a case. */
export function stateOf(steps: readonly Step[]): CaseState {
  return steps.reduce(apply, nothing);
}

/** Ids of the narratives and identities that the steps name. Those of a step that was refused were never kept. */
export function textsOf(steps: readonly Step[]): readonly string[] {
  const kept = steps.filter(({ refusal }) => refusal === undefined);
  const enclosed = lettersIn(kept).flatMap(({ letter }) => letter.enclosures);
  const persons = [...kept, ...enclosed].flatMap(({ person }) => (person === undefined ? [] : [person]));
  return [...new Set([...persons, ...noteIdsIn(kept)])];
}

function noteIdsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'noteId' && typeof member === 'string' ? [member] : noteIdsIn(member),
  );
}
