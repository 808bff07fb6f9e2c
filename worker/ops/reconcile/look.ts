import type { PartyId } from '../../../domain/kernel/actor';
import { KeyMissing } from '../../../security/key-ring';
import { SealedError } from '../../../security/sealed';
import type { WaitingLetter } from '../../../store/inbox-waiting';
import type { CaseName } from '../../../store/recovery';
import { toldBy } from '../history';
import { compare } from './compare';
import type { BothSides } from './compare';
import type { Finding } from './findings';
import { textsOf } from './in-steps';
import type { MendParts } from './mend';

/** A difference, with both sides where they could be read. */
export interface Looked {
  readonly finding: Finding;
  readonly sides?: BothSides;
}

/** Letters that wait in a unit's inbox, by the case they are for. */
export type Waiting = ReadonlyMap<string, readonly WaitingLetter[]>;

const MOST = 100_000;

/** Reads which letters wait. */
export async function waitingIn({ store }: MendParts, unit: PartyId): Promise<Waiting> {
  const found = new Map<string, WaitingLetter[]>();
  for (const letter of await store.inbox.waiting(unit, '9999-01-01T00:00:00.000Z', MOST)) {
    const { caseRef = '' } = letter;
    found.set(caseRef, [...(found.get(caseRef) ?? []), letter]);
  }
  return found;
}

/** Looks at one case from both sides, the history first: what the journal has more by then is no fault. */
export async function lookAt(parts: MendParts, name: CaseName, waiting: Waiting): Promise<readonly Looked[]> {
  const told = await toldBy(parts.temporal, name.caseRef);
  try {
    const standing = await parts.recovery.standing(name);
    const still = await stillWaiting(parts, name, waiting.get(name.caseRef) ?? []);
    const lostTexts = await parts.recovery.missing(name, textsOf(standing.steps));
    const sides = { ...name, standing, told, lostTexts, waiting: still };
    return compare(sides).map((finding) => ({ finding, sides }));
  } catch (error) {
    if (error instanceof KeyMissing) return [{ finding: { kind: 'keyMissing', ...name } }];
    if (error instanceof SealedError) return [{ finding: { kind: 'altered', ...name } }];
    throw error;
  }
}

/** Of the letters that waited those that still do, by the ids of their commands. */
async function stillWaiting(
  { store }: MendParts,
  { unit }: CaseName,
  letters: readonly WaitingLetter[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { from, letterId } of letters) {
    const standing = await store.inbox.standing([unit], from, letterId);
    if (standing === 'received') found.push(`letter:${from}:${letterId}`);
  }
  return found;
}
