import type { Role } from '../kernel/actor';
import { held } from '../kernel/held';
import { actionTable } from './areas';

/** The names of all actions of staff (binding: update, URL, timeline and document use them). */
export const actionNames: readonly string[] = Object.keys(actionTable);

/** Names of updates as Temporal shows them: actions whose name alone tells something of the person are called `record` (ADR 0021). */
export function updateName(action: string): string {
  return held(actionTable, action)?.tells === undefined ? action : 'record';
}

/** The parts in a case whose holders do the action, as `/actions` offers it (WRK-2); for one that opens a case, the roles. */
export function doneBy(action: string): readonly Role[] {
  return held(actionTable, action)?.by ?? [];
}

/** Whether the action opens a case and is done in none. */
export function onlyOpens(action: string): boolean {
  return Object.hasOwn(actionTable, action) && actionTable[action]?.opens === 'only';
}

/** Whether the action names staff: a supervisor who is not named in a restricted case may do it, and no other (ACC-3). */
export function namesStaff(action: string): boolean {
  return Object.hasOwn(actionTable, action) && actionTable[action]?.names === true;
}
