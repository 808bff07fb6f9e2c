import { isSpecial } from '../handling/questions';
import { isOpened, waitsAtReception } from '../intake/questions';
import type { Reader, Role } from '../kernel/actor';
import type { CaseState } from './state';

/** What a person of the unit is in a case; without a part there is no such case for them (ACC-2, CON-6). */
export type Part = Extract<Role, 'caseworker' | 'supervisor' | 'reception'>;

/**
 * The parts that a person has in the case now (ACC-2, ACC-4): assigned caseworker or stand-in, the unit's supervisor,
 * or reception while it waits to be received or assigned. The unit is the border (ACC-1): a reader of another unit has none.
 * In a case of a special defector only those have a part who are named in it (ACC-3).
 */
export function partsOf(state: CaseState, unit: string, reader: Reader): readonly Part[] {
  if (reader.unit !== unit || !isOpened(state)) return [];
  const parts: Part[] = isAssignedTo(state, reader) ? ['caseworker'] : [];
  return [...parts, ...reader.roles.flatMap((role) => partOf(state, role, reader))];
}

function isAssignedTo({ intake: { assignment } }: CaseState, { person }: Reader): boolean {
  return assignment?.person === person || assignment?.standIns.includes(person) === true;
}

/** The part that comes with a role, and not with an assignment. */
function partOf(state: CaseState, role: Role, { person }: Reader): readonly Part[] {
  if (role === 'supervisor') return openToSupervisors(state)?.includes(person) === false ? [] : [role];
  return role === 'reception' && !isRestricted(state) && waitsAtReception(state) ? [role] : [];
}

/** Whether the case is open to the staff named in it and to nobody else (ACC-3). */
export function isRestricted(state: CaseState): boolean {
  return isSpecial(state);
}

/**
 * Whether the person has no part in a restricted case and may yet say who has: a supervisor of the unit, so that no case is
 * left without anybody who could open it (ACC-3).
 */
export function mayOnlyName(state: CaseState, unit: string, reader: Reader): boolean {
  if (reader.unit !== unit || !isOpened(state) || !isRestricted(state)) return false;
  return reader.roles.includes('supervisor') && partsOf(state, unit, reader).length === 0;
}

/** The supervisors to whom the case is open; null for every one of the unit (ACC-2, ACC-3). */
export function openToSupervisors(state: CaseState): readonly string[] | null {
  return isRestricted(state) ? (state.intake.supervisors ?? []) : null;
}
