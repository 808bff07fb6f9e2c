import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle';
import type { Bundle } from '../../worker/bundle';
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
      readonly workflowExecutionStartedEventAttributes?: { readonly originalExecutionRunId: string };
      readonly timerStartedEventAttributes?: { readonly startToFireTimeout: string };
    }[];
  };
}

const read = (file: string): Recorded => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recorded;

const dataConverter = { failureConverterPath: require.resolve('../../security/failure-converter') };

/** The run that a history was written by. */
function runOf({ history }: Recorded): string {
  return history.events[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId ?? 'none';
}

/** How the replay of each run ended, all of them by one worker. */
async function replayed(
  workflowBundle: Bundle,
  histories: readonly Recorded[],
): Promise<Readonly<Record<string, string>>> {
  const ends: Record<string, string> = {};
  for await (const { runId, error } of Worker.runReplayHistories(
    { workflowBundle, dataConverter },
    histories,
  ))
    ends[runId] = error === undefined ? 'replays' : String(error);
  return ends;
}

const logger = new DefaultLogger('ERROR', () => undefined);
const refuse = join(__dirname, 'refuses-everything.ts');
const under = [
  { rules: 'the rules of today', bundle: () => bundleWorkflows(logger) },
  { rules: 'the rules of today, where traces are on', bundle: () => bundleWorkflows(logger, true) },
  {
    rules: 'rules that refuse everything',
    bundle: () => bundleOf(refuse, ['decide', 'deadlines', 'details']),
  },
];

beforeAll(() => {
  Runtime.install({ logger });
});

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

describe.each(under)('under $rules', ({ bundle }) => {
  let ends: Readonly<Record<string, string>>;

  beforeAll(async () => {
    ends = await replayed(await bundle(), files.map(read));
  }, 240_000);

  test.each(files)('%s replays', (file) => {
    expect(ends[runOf(read(file))]).toBe('replays');
  });
});

test('a history in which another activity was called does not replay', async () => {
  const { workflowId, history } = read('assessed.1.json');
  const events = history.events.map((event) =>
    event.activityTaskScheduledEventAttributes === undefined
      ? event
      : {
          ...event,
          activityTaskScheduledEventAttributes: {
            ...event.activityTaskScheduledEventAttributes,
            activityType: { name: 'forward' },
          },
        },
  );
  const other = { workflowId, history: { ...history, events } };
  const ends = await replayed(await bundleWorkflows(logger), [other]);
  expect(ends[runOf(other)]).toMatch(/Nondeterminism.*'forward'/);
});
