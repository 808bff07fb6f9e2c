import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle';
import { bundleOf } from '../workflows/bundle';
import { paths } from './paths';
import { stories } from './stories';

const folder = join(__dirname, 'histories');
const files = readdirSync(folder);

interface Recorded {
  readonly workflowId: string;
  readonly history: {
    readonly events: readonly {
      readonly eventType: string;
      readonly activityTaskScheduledEventAttributes?: { readonly activityType: { readonly name: string } };
      readonly timerStartedEventAttributes?: { readonly startToFireTimeout: string };
    }[];
  };
}

const read = (file: string): Recorded => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recorded;

function replay(
  workflowBundle: WorkflowBundleWithSourceMap,
  { workflowId, history }: Recorded,
): Promise<void> {
  const dataConverter = { failureConverterPath: require.resolve('../../security/failure-converter') };
  return Worker.runReplayHistory({ workflowBundle, dataConverter }, history, workflowId);
}

let own: WorkflowBundleWithSourceMap;
let refusing: WorkflowBundleWithSourceMap;
let traced: WorkflowBundleWithSourceMap;

beforeAll(async () => {
  const logger = new DefaultLogger('ERROR', () => undefined);
  Runtime.install({ logger });
  own = await bundleOf();
  traced = await bundleWorkflows(logger, true);
  refusing = await bundleOf(join(__dirname, 'refuses-everything.ts'), ['decide', 'deadlines', 'details']);
}, 120_000);

test('every story and every path has its recorded history', () => {
  const recorded = new Set(files.map((file) => file.split('.')[0]));
  expect(
    [...Object.keys(stories), ...Object.keys(paths)].filter((name) => !recorded.has(name)),
  ).toStrictEqual([]);
});

/** What stands in the histories beside the journal's answers: events, activities, and how long timers run. */
function roadsIn({ history }: Recorded): readonly string[] {
  return history.events.flatMap((event) => [
    event.eventType.replace('EVENT_TYPE_', ''),
    event.activityTaskScheduledEventAttributes?.activityType.name ?? '',
    event.timerStartedEventAttributes?.startToFireTimeout ?? '',
  ]);
}

test('together the histories take every road of the interpreter', () => {
  const roads = new Set(files.flatMap((file) => roadsIn(read(file))));
  expect([...roads]).toEqual(
    expect.arrayContaining([
      ...['WORKFLOW_EXECUTION_UPDATE_COMPLETED', 'WORKFLOW_EXECUTION_SIGNALED', 'MARKER_RECORDED'],
      ...['TIMER_FIRED', 'TIMER_CANCELED', 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES'],
      ...['deliver', 'settle', 'ACTIVITY_TASK_CANCEL_REQUESTED', 'ACTIVITY_TASK_COMPLETED'],
      ...['WORKFLOW_EXECUTION_CONTINUED_AS_NEW', 'WORKFLOW_EXECUTION_COMPLETED'],
      // The journal is away; the clock is held; a long queue goes on in a new task.
      ...['5s', '3600s', '0.001s'],
    ]),
  );
});

test.each(files)('%s replays', async (file) => {
  await expect(replay(own, read(file))).resolves.toBeUndefined();
});

test.each(files)('%s replays where traces are on', async (file) => {
  await expect(replay(traced, read(file))).resolves.toBeUndefined();
});

test.each(files)('%s replays under rules that refuse everything', async (file) => {
  await expect(replay(refusing, read(file))).resolves.toBeUndefined();
});

test('a history that lacks what the journal answered does not replay', async () => {
  const { workflowId, history } = read('assessed.1.json');
  const events = history.events.filter(({ eventType }) => eventType !== 'EVENT_TYPE_TIMER_STARTED');
  expect(events.length).toBeLessThan(history.events.length);

  await expect(replay(own, { workflowId, history: { ...history, events } })).rejects.toThrow('Replay failed');
});
