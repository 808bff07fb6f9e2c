import { join } from 'node:path';

import { Worker } from '@temporalio/worker';

import { workerParts } from './worker-parts';

/** A worker process of its own for workflows with nothing in them, so that its CPU can be told from the service's. */
async function main(): Promise<void> {
  const { options } = await workerParts(process.env);
  const worker = await Worker.create({
    ...options,
    taskQueue: 'bench-empty',
    workflowsPath: join(__dirname, 'empty-case.ts'),
  });
  console.log('empty worker ready');
  await worker.run();
}

void main();
