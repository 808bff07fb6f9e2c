import { setTimeout as sleep } from 'node:timers/promises';

import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Worker } from '@temporalio/worker';

import { caseWorkflowType } from '../../messages/case-messages';
import { bundleWorkflows } from '../../worker/bundle';
import { workerParts } from './worker-parts';

const QUEUE = 'bench-heap';
const PARENT_MS = 1_000;

/**
 * Takes cases into the cache of a worker whose workflows share this thread, and prints `[cases, bytes of heap]` before each next part.
 * Their references come as arguments; the heap is collected first.
 */
async function main(): Promise<void> {
  endWithParent();
  const { options, address } = await workerParts(process.env);
  const worker = await Worker.create({
    ...options,
    taskQueue: QUEUE,
    workflowBundle: await bundleWorkflows(new DefaultLogger('ERROR')),
    debugMode: true,
    maxCachedWorkflows: 10_000,
  });
  const connection = await Connection.connect({ address });
  const { namespace = '', dataConverter = {} } = options;
  const client = new Client({ connection, namespace, dataConverter });
  const parts = process.argv.slice(2).map((part) => part.split(','));
  const running = worker.run();
  let cases = 0;
  for (const part of parts) {
    for (const caseRef of part) {
      await client.workflow.start(caseWorkflowType, {
        ...{ workflowId: caseRef, taskQueue: QUEUE },
        args: [{ unit: 'sav', caseRef }],
      });
    }
    cases += part.length;
    while (isAtWork(worker, cases)) await sleep(100);
    console.log(JSON.stringify([cases, await heapUsed()]));
  }
  worker.shutdown();
  await running;
  process.exit(0);
}

/** A bench that was cut off leaves nobody behind. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, PARENT_MS).unref();
}

function isAtWork(worker: Worker, cases: number): boolean {
  const { numCachedWorkflows, numInFlightWorkflowActivations } = worker.getStatus();
  return numCachedWorkflows < cases || numInFlightWorkflowActivations > 0;
}

async function heapUsed(): Promise<number> {
  for (let nth = 0; nth < 3; nth += 1) {
    await sleep(300);
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

void main();
