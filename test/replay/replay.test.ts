import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundleOf } from '../workflows/bundle';
import { paths } from './paths';
import { stories } from './stories';

const folder = join(__dirname, 'histories');
const files = readdirSync(folder);

interface Recorded {
  readonly workflowId: string;
  readonly history: { readonly events: readonly { readonly eventType: string }[] };
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

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  own = await bundleOf();
  refusing = await bundleOf(join(__dirname, 'refuses-everything.ts'), ['decide', 'deadlines', 'details']);
}, 120_000);

test('every story and every path has its recorded history', () => {
  const recorded = new Set(files.map((file) => file.split('.')[0]));
  expect(
    [...Object.keys(stories), ...Object.keys(paths)].filter((name) => !recorded.has(name)),
  ).toStrictEqual([]);
});

test.each(files)('%s replays', async (file) => {
  await expect(replay(own, read(file))).resolves.toBeUndefined();
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
