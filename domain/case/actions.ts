import { actionTable } from './areas';

/** The names of all actions of staff (binding: update, URL, timeline and document use them). */
export const actionNames: readonly string[] = Object.keys(actionTable);

/** Names of updates as Temporal shows them: actions whose mere occurrence tells something are called `record`. */
export function updateName(action: string): string {
  return tellingActions.includes(action) ? 'record' : action;
}

/** Actions marked ● in the list of actions, and the one that tells of custody (INT-7): that they were done tells something of the person. */
const tellingActions: readonly string[] = [
  'recordRelease',
  'recordCompulsoryCareConcern',
  'startCompulsoryCareInquiry',
  'recordSeriousCrimeSuspicion',
  'answerSeriousCrime',
];

/** Whether the action opens a case and is done in none. */
export function onlyOpens(action: string): boolean {
  return Object.hasOwn(actionTable, action) && actionTable[action]?.opens === 'only';
}

/** Whether the action names staff: a supervisor who is not named in a restricted case may do it, and no other (ACC-3). */
export function namesStaff(action: string): boolean {
  return Object.hasOwn(actionTable, action) && actionTable[action]?.names === true;
}
