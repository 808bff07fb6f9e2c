import type { LetterKind } from './letter';

/** Letters that go out from the city's common function address, so that they do not show who sends them (INT-6). */
const anonymousKinds: readonly LetterKind[] = ['homeDistrictQuestion'];

/** Letters that come back to the common address, and are led to the case that it hides. */
const returningKinds: readonly LetterKind[] = ['homeDistrictAnswer'];

/** Whether a letter of the kind shows the common address in place of its sender (INT-6). */
export function isAnonymous(kind: LetterKind): boolean {
  return anonymousKinds.includes(kind);
}

/** Whether a letter of the kind may be addressed to the common address. */
export function comesBack(kind: LetterKind): boolean {
  return returningKinds.includes(kind);
}
