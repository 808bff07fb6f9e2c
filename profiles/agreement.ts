import { neededCategories, neededPurposes } from '../domain/profile/profile';
import { groundFaults } from './ground-agreement';
import type { Loose, LooseRow } from './loose';
import { at, entriesOf, hasList, rowsAt, textAt } from './loose';
import { timeFaults } from './time-agreement';

const UNIT_FUNCTIONS = ['defectorUnit', 'district', 'dutyDesk'];
const POLICE_TASKS = ['initial', 'inDepth'];

/**
 * Where the values of a profile do not agree with one another. It reads what it can of a value whose shape may be
 * wrong, so that one wrong value hides no other fault; wrong shapes themselves are the schema's to report.
 */
export function agreementFaults(profile: Loose): string[] {
  return [
    ...duplicateFaults(profile),
    ...unitFaults(profile),
    ...competentFaults(profile),
    ...signInFaults(profile),
    ...policeFaults(profile),
    ...neededFaults(profile, 'categories', neededCategories),
    ...neededFaults(profile, 'purposes', neededPurposes),
    ...groundFaults(profile),
    ...timeFaults(profile),
  ];
}

/** Units, police functions and the common address share one list of ids: all are parties that letters go to. */
function duplicateFaults(profile: Loose): string[] {
  const lists = [
    ['units', 'police', 'authorities'],
    ['methods'],
    ['milieus'],
    ['channels'],
    ['categories'],
    ['purposes'],
  ];
  const common = { path: 'commonAddress', row: at(profile, 'commonAddress') };
  return lists.flatMap((keys) => {
    const rows = keys.flatMap((key) => rowsAt(profile, key));
    return repeated(keys.includes('units') ? [...rows, common] : rows);
  });
}

function repeated(rows: readonly LooseRow[]): string[] {
  const first = new Map<string, string>();
  return rows.flatMap(({ path, row }) => {
    const id = textAt(row, 'id');
    if (id === undefined) return [];
    const taken = first.get(id);
    if (taken !== undefined) return [`${path}.id: "${id}" is already the id of ${taken}`];
    first.set(id, path);
    return [];
  });
}

/** One defector unit, a district at least, one duty desk at most (INT-3); each way in leads to a unit (INT-1). */
function unitFaults(profile: Loose): string[] {
  if (!hasList(profile, 'units')) return [];
  const functions = rowsAt(profile, 'units').map(({ row }) => textAt(row, 'function'));
  const count = (wanted: string): number => functions.filter((found) => found === wanted).length;
  const faults: string[] = [];
  if (count('defectorUnit') !== 1) {
    faults.push(
      `units: exactly one must have the function defectorUnit, here ${count('defectorUnit')} have it`,
    );
  }
  if (count('district') === 0) faults.push('units: at least one must have the function district');
  if (count('dutyDesk') > 1) {
    faults.push(`units: at most one may have the function dutyDesk, here ${count('dutyDesk')} have it`);
  }
  if (count('dutyDesk') > 0 && at(profile, 'commonAddress') === undefined) {
    faults.push('commonAddress: is missing, from which the duty desk is asked (INT-6)');
  }
  return [...faults, ...channelFaults(profile, count)];
}

/** A unit that the sign-in names is one of the profile's (ACC-5). */
function signInFaults(profile: Loose): string[] {
  const units = rowsAt(profile, 'units').map(({ row }) => textAt(row, 'id'));
  return entriesOf(at(at(profile, 'signIn'), 'claims')).flatMap(([claim, values]) =>
    entriesOf(values).flatMap(([value, meaning]) => {
      const unit = textAt(meaning, 'unit');
      if (unit === undefined || units.includes(unit)) return [];
      return [`signIn.claims.${claim}.${value}.unit: "${unit}" is no unit of this profile`];
    }),
  );
}

/** Somebody marked competent twice is a slip of the pen, likely for somebody else (FUP-6). */
function competentFaults(profile: Loose): string[] {
  return rowsAt(profile, 'units').flatMap(({ path, row }) => {
    const named = rowsAt(row, 'competent').map((entry) => entry.row);
    return rowsAt(row, 'competent')
      .filter((entry, nth) => named.indexOf(entry.row) < nth)
      .map((entry) => `${path}.${entry.path}: ${JSON.stringify(entry.row)} is already in the list`);
  });
}

function channelFaults(profile: Loose, count: (wanted: string) => number): string[] {
  return rowsAt(profile, 'channels').flatMap(({ path, row }) => {
    const wanted = textAt(row, 'unitFunction');
    if (wanted === undefined || !UNIT_FUNCTIONS.includes(wanted) || count(wanted) > 0) return [];
    return [`${path}.unitFunction: no unit has the function ${wanted}, so nobody receives by this channel`];
  });
}

/** Somebody must assess, and a request for a stage must have one recipient (THR-1, UPP-7). */
function policeFaults(profile: Loose): string[] {
  if (!hasList(profile, 'police')) return [];
  const tasks = rowsAt(profile, 'police').flatMap(({ row }) => rowsAt(row, 'tasks').map((task) => task.row));
  const twice = POLICE_TASKS.filter((task) => tasks.filter((found) => found === task).length > 1);
  const faults = twice.map((task) => `police: only one function may have the task ${task}`);
  return tasks.length > 0 ? faults : [...faults, 'police: at least one function must have a task'];
}

function neededFaults(profile: Loose, key: string, needed: readonly string[]): string[] {
  if (!hasList(profile, key)) return [];
  const present = rowsAt(profile, key).map(({ row }) => textAt(row, 'id'));
  return needed
    .filter((id) => !present.includes(id))
    .map((id) => `${key}: "${id}" is missing, which the rules name`);
}
