import { NativeConnection, Worker } from '@temporalio/worker';
import { createCaseActivities } from '../../activities/case-activities';
import type { Profile } from '../../domain/profile/profile';
import { caseTaskQueue } from '../../messages/case-messages';
import { remoteJournal } from './remote-journal';

/** A worker in a process of its own, so that a test can kill it: `worker-process.ts <address> <bundle>`. */
async function main(): Promise<void> {
  const [address = '', codePath = ''] = process.argv.slice(2);
  const journal = remoteJournal();
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    taskQueue: caseTaskQueue,
    workflowBundle: { codePath },
    dataConverter: { failureConverterPath: require.resolve('../../security/failure-converter') },
    activities: createCaseActivities({
      journal,
      profile: { id: 'fake', version: 1 } as unknown as Profile,
      shown: journal.shown,
      idKey: () => Promise.resolve('invented'),
      open: () => Promise.resolve(undefined),
      refuseLetter: () => Promise.resolve(),
      log: () => undefined,
    }),
  });
  process.send?.({ id: 0, name: 'ready', args: [] });
  await worker.run();
}

void main();
