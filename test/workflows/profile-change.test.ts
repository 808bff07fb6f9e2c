import type { Worker } from '@temporalio/worker';
import type { Profile } from '../../domain/profile/profile';
import { commandOf, failureOf, newCase, newWorker, openCase, send, startBench, until } from './harness';
import type { Bench } from './harness';

// A case lives for years, and the profile that its history has recorded is not the one in force (UPP-6).

let bench: Bench;
const second = { id: 'fake', version: 2 } as unknown as Profile;
const underSecond = { profileVersion: 'fake/2' };

beforeAll(async () => {
  bench = await startBench('dev');
});

afterAll(async () => {
  await bench.env.teardown();
});

/** Does something with a worker that has that profile. */
async function withWorker<T>(profile: Profile, work: () => Promise<T>): Promise<T> {
  const worker: Worker = await newWorker({ ...bench, profile });
  return worker.runUntil(work);
}

/** A case that was opened, and whose workflow runs on, under the first profile. */
async function openedUnderFirst(): Promise<string> {
  const caseRef = newCase();
  await withWorker(bench.profile, () => openCase(bench, caseRef));
  return caseRef;
}

test('UPP-6: the first command after a change is decided under the new profile', async () => {
  const caseRef = await openedUnderFirst();
  await withWorker(second, () => send(bench, caseRef, { ...commandOf('later'), ...underSecond }));
  const versions = bench.journal.stepsOf(caseRef).map(({ profileVersion }) => profileVersion);
  expect(versions).toEqual(['fake/1', 'fake/2']);
});

test('UPP-6: what the first profile refuses is refused as long as it is in force', async () => {
  const caseRef = await openedUnderFirst();
  const refusal = withWorker(bench.profile, () => failureOf(send(bench, caseRef, commandOf('later'))));
  expect((await refusal).type).toBe('refused');
});

test('UPP-6: the clock’s first step after a change is decided under the new profile', async () => {
  const caseRef = await openedUnderFirst();
  const promise = commandOf('promise', { subject: 'x', seconds: 1 });
  await withWorker(bench.profile, () => send(bench, caseRef, promise));
  await withWorker(second, () => until(() => bench.journal.stepsOf(caseRef).length === 3));
  expect(bench.journal.stepsOf(caseRef).at(-1)).toMatchObject({
    ...{ action: 'clock', profileVersion: 'fake/2', commandId: 'clock:3' },
  });
});
