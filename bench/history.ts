/** What one message to a case cost in its history, timers and search attributes apart. */
export interface HistoryCosts {
  readonly update: readonly number[];
  readonly letterReceived: readonly number[];
  readonly letterSent: readonly number[];
  /** The first task of the case, which reads the journal and the profile besides. */
  readonly opening: readonly number[];
}

const TASK = 'WORKFLOW_TASK_SCHEDULED';
const SENT = 'ACTIVITY_TASK_SCHEDULED';
/** What comes before the workflow task that it causes. */
const CAUSES: Readonly<Record<string, keyof HistoryCosts | undefined>> = {
  WORKFLOW_EXECUTION_SIGNALED: 'letterReceived',
  ACTIVITY_TASK_COMPLETED: 'letterSent',
  WORKFLOW_EXECUTION_UPDATE_ACCEPTED: 'update',
};
/** These begin a task that is still to come; an update is accepted within its own. */
const BEFORE_TASK = new Set([
  'WORKFLOW_EXECUTION_SIGNALED',
  'ACTIVITY_TASK_STARTED',
  'ACTIVITY_TASK_COMPLETED',
  'TIMER_FIRED',
]);
const APART = /^(TIMER_|UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)/;

/**
 * Cuts a history into what each message caused: its own event, the workflow task, and what that task wrote down. What was caused by
 * two messages at once, or by the clock, belongs to none. The scheduling of a delivery is counted with the delivery.
 *
 * @param names of the events, as `EVENT_TYPE_…` without that beginning
 */
export function costsOf(names: readonly string[]): HistoryCosts {
  const costs: Record<keyof HistoryCosts, number[]> = {
    update: [],
    letterReceived: [],
    letterSent: [],
    opening: [],
  };
  const [first = [], ...groups] = groupsOf(names);
  costs.opening.push(first.filter((name) => !APART.test(name) && name !== SENT).length);
  for (const group of groups) {
    const causes = group.flatMap((name) => CAUSES[name] ?? []);
    const [cause] = causes;
    if (cause === undefined || causes.length > 1 || group.includes('TIMER_FIRED')) continue;
    const own = group.filter((name) => name !== SENT && !APART.test(name)).length;
    costs[cause].push(cause === 'letterSent' ? own + 1 : own);
  }
  return costs;
}

function groupsOf(names: readonly string[]): readonly string[][] {
  const groups: string[][] = [];
  let isTaskOver = true;
  for (const name of names) {
    const begins = BEFORE_TASK.has(name) || name === TASK;
    if (isTaskOver && begins) groups.push([]);
    if (begins) isTaskOver = false;
    if (name === 'WORKFLOW_TASK_COMPLETED') isTaskOver = true;
    groups.at(-1)?.push(name);
  }
  return groups;
}
