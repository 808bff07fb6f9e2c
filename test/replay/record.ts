import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { temporalCli } from '../../dev/binaries';
import type { Profile } from '../../domain/profile/profile';
import { goteborg } from '../domain/support/profile';
import { bundleOf } from '../workflows/bundle';
import { newWorker, startBench } from '../workflows/harness';
import type { Bench } from '../workflows/harness';
import { paths, playAgain } from './paths';
import { play, stories } from './stories';

// Records the histories that `replay.test.ts` replays: `node --import tsx test/replay/record.ts [story …]`.
// Histories that are there are what older code wrote, so a new shape of case gets a new story rather than a new recording.

const folder = join(__dirname, 'histories');

/** Göteborg's rules on clocks of seconds. */
const quick: Profile = {
  ...goteborg,
  threat: { limit: { seconds: 4 }, reminders: [{ seconds: 2 }], overdueEvery: { seconds: 3 } },
  transfer: { receipt: { seconds: 600 }, escalation: { seconds: 900 } },
  reminderJitterSeconds: 0,
};

/** Writes down every run of a case. */
async function write(bench: Bench, name: string, workflowId: string): Promise<void> {
  // A step is in the journal a little before its workflow task is in the history.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  let run = 0;
  for await (const { runId } of bench.env.client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    run += 1;
    const history = await bench.env.client.workflow.getHandle(workflowId, runId).fetchHistory();
    const file = join(folder, `${name}.${run}.json`);
    const recorded = { workflowId, history: JSON.parse(historyToJSON(history)) as unknown };
    writeFileSync(file, `${JSON.stringify(recorded)}\n`);
    console.log(`${file}: ${history.events?.length ?? 0} events`);
  }
}

/** Plays a story or a path and gives the reference of its case. */
async function played(bench: Bench, name: string): Promise<string> {
  const story = stories[name];
  if (story !== undefined) return play(bench, story);
  const path = paths[name];
  if (path === undefined) throw new Error(`There is no story ${name}; there are ${all.join(', ')}`);
  const file = path();
  await playAgain(bench, file);
  return file.caseRef;
}

const all = [...Object.keys(stories), ...Object.keys(paths)];

/** Each on a server of its own: a path's references are made of its case's, so two of them may share one. */
async function record(name: string): Promise<void> {
  const bench = await startBench('dev', { bundle: () => bundleOf(), profile: quick });
  const worker = await newWorker(bench);
  await worker.runUntil(async () => {
    await write(bench, name, await played(bench, name));
  });
  await bench.env.teardown();
}

async function main(): Promise<void> {
  process.env['TEMPORAL_CLI_PATH'] = await temporalCli(process.env);
  mkdirSync(folder, { recursive: true });
  for (const name of process.argv.length > 2 ? process.argv.slice(2) : all) await record(name);
}

void main();
