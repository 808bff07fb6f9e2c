import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { reviveCases, runRepair } from '../../worker/revive';
import type { Revival } from '../../worker/revive';

interface Scene {
  readonly revival: Revival;
  readonly done: string[];
}

/** A unit whose journal has these cases; those that run, and those that cannot be started the first time. */
function scene(cases: readonly string[], running: readonly string[], broken: readonly string[] = []): Scene {
  const done: string[] = [];
  const pages = [cases, []];
  const client = {
    withDeadline: (_at: number, call: () => unknown) => call(),
    workflow: {
      getHandle: (caseRef: string) => ({
        describe: () =>
          running.includes(caseRef)
            ? Promise.resolve({ status: { name: 'RUNNING' } })
            : Promise.reject(new WorkflowNotFoundError('none', caseRef, undefined)),
      }),
      start: (_type: string, { workflowId }: { readonly workflowId: string }) => {
        if (broken.includes(workflowId)) return Promise.reject(new Error('away'));
        done.push(`started ${workflowId}`);
        return Promise.resolve();
      },
    },
  } as unknown as Client;
  const database = { inUnit: () => Promise.resolve(pages.shift() ?? []) } as unknown as Revival['database'];
  const report = (what: string): void => {
    done.push(`reported ${what}`);
  };
  const pause = (): Promise<void> => {
    done.push('paused');
    return Promise.resolve();
  };
  return { done, revival: { client, database, unit: 'sav', report, pause } };
}

const never = new AbortController().signal;

test('cases of the journal without a workflow are started, and no others; only those that run are not hurried through', async () => {
  const { revival, done } = scene(['c-1', 'c-2', 'c-3'], ['c-2']);
  await expect(reviveCases(revival, never)).resolves.toBe(true);
  expect(done).toStrictEqual(['started c-1', 'paused', 'started c-3']);
});

test('one that cannot be started keeps no other from it, and is not forgotten', async () => {
  const { revival, done } = scene(['c-1', 'c-2'], [], ['c-1']);
  await expect(reviveCases(revival, never)).resolves.toBe(false);
  expect(done).toStrictEqual(['reported revive', 'started c-2']);
});

test('the repair goes on after a fault, and ends with the worker', async () => {
  const { revival, done } = scene([], []);
  const stop = new AbortController();
  const database = { inUnit: () => Promise.reject(new Error('away')) };
  const repair = runRepair({ ...revival, database }, stop.signal);
  await new Promise(setImmediate);
  expect(done).toStrictEqual(['reported revive']);
  stop.abort();
  await expect(repair).resolves.toBeUndefined();
});
