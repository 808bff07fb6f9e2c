import { isOpened, waitsAtReception } from '../intake/questions';
import type { Reader, Role } from '../kernel/actor';
import type { CaseState } from './state';

/** What a person of the unit is in a case; without a part there is no such case for them (ACC-2, CON-6). */
export type Part = Extract<Role, 'caseworker' | 'supervisor' | 'reception'>;

/**
 * The parts that a person has in the case now (ACC-2, ACC-4): assigned caseworker or stand-in, the unit's supervisor,
 * or reception while it waits to be received or assigned. The unit is the border (ACC-1): a reader of another unit has none.
 */
export function partsOf(state: CaseState, unit: string, reader: Reader): readonly Part[] {
  if (reader.unit !== unit || !isOpened(state)) return [];
  const { assignment } = state.intake;
  const named = assignment?.person === reader.person || assignment?.standIns.includes(reader.person) === true;
  const parts: Part[] = [];
  if (named) parts.push('caseworker');
  if (reader.roles.includes('supervisor')) parts.push('supervisor');
  if (reader.roles.includes('reception') && waitsAtReception(state)) parts.push('reception');
  return parts;
}
