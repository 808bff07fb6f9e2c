import { costsOf } from '../../bench/history';

const task = ['WORKFLOW_TASK_SCHEDULED', 'WORKFLOW_TASK_STARTED', 'WORKFLOW_TASK_COMPLETED'];
const update = (...did: string[]) => [
  ...task,
  'WORKFLOW_EXECUTION_UPDATE_ACCEPTED',
  'MARKER_RECORDED',
  ...did,
  'WORKFLOW_EXECUTION_UPDATE_COMPLETED',
];
const opened = ['WORKFLOW_EXECUTION_STARTED', ...update('MARKER_RECORDED', 'MARKER_RECORDED')];

test('an update is its task, its acceptance, its step and its answer; timers and search attributes are apart', () => {
  const names = [
    ...opened,
    ...update('TIMER_CANCELED', 'TIMER_STARTED', 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES'),
  ];
  expect(costsOf(names)).toEqual({ opening: [8], update: [6], letterReceived: [], letterSent: [] });
});

test('a letter that came is counted with its signal', () => {
  const names = [...opened, 'WORKFLOW_EXECUTION_SIGNALED', ...task, 'MARKER_RECORDED', 'MARKER_RECORDED'];
  expect(costsOf(names).letterReceived).toEqual([6]);
});

test('a letter that was sent is counted from its scheduling, which belongs to no update', () => {
  const names = [
    ...opened,
    ...update('ACTIVITY_TASK_SCHEDULED'),
    ...['ACTIVITY_TASK_STARTED', 'ACTIVITY_TASK_COMPLETED', ...task, 'MARKER_RECORDED'],
  ];
  expect(costsOf(names)).toEqual({ opening: [8], update: [6], letterReceived: [], letterSent: [7] });
});

test('what two messages caused at once, or the clock, is counted for nobody', () => {
  const names = [
    ...opened,
    ...['WORKFLOW_EXECUTION_SIGNALED', 'WORKFLOW_EXECUTION_SIGNALED', ...task, 'MARKER_RECORDED'],
    ...['TIMER_FIRED', ...task, 'MARKER_RECORDED'],
  ];
  expect(costsOf(names)).toEqual({ opening: [8], update: [], letterReceived: [], letterSent: [] });
});
