import { randomUUID } from 'node:crypto';

import { openCase, stepByClient } from '../bench';
import type { Bench } from '../bench';
import type { Figure } from '../figure';
import { newFile, plan } from '../journal-file';
import { cpuMs, hasProc } from '../machine';
import { spread } from '../numbers';
import { inRotation } from '../timing';
import { application, benchReader, criterion } from '../usual-case';
import { newCaseRef } from '../../security/references';
import { toInstant } from '../../domain/time/instant';

const STEPS = 60;

/** What the engine costs in the worker, beside workflows with nothing in them in a worker of their own. */
export const workerCpu: Figure = {
  id: 'cpu',
  title: 'CPU of the worker per step / the same step in an empty workflow',
  minutes: 8,
  measure: async (bench) => {
    if (!hasProc()) throw new Error('CPU time is read from /proc, which this system has not');
    const { stack } = bench;
    const empty = stack.child('bench/child/empty-main.ts', 'empty-worker', /empty worker ready/);
    await empty.start();
    try {
      const caseRef = await openCase(bench);
      const echo = await emptyCase(bench, 'echo');
      const append = await appendingCase(bench);
      const of = (pid: number, step: () => Promise<unknown>) => () => cpuPerStep(pid, step);
      const ways = [
        of(stack.parts.worker.pid(), () => stepByClient(bench, caseRef)),
        of(empty.pid(), append),
        of(empty.pid(), echo),
      ];
      await inRotation(1, ways);
      const [ours = [], same = [], bare = []] = await inRotation(bench.quick ? 3 : 9, ways);
      const flat = [ours.flat(), same.flat(), bare.flat()] as const;
      const over = (others: readonly number[]) => spread(flat[0].map((own, nth) => own / (others[nth] ?? 0)));
      return [
        {
          what: 'worker CPU of a step / of the same append in an empty workflow',
          ...{ unit: '×', limit: 1.5, spread: over(flat[1]) },
          note: 'the empty workflow has one update handler, which appends a step that is decided already',
        },
        { what: '  the same / an update that does nothing at all', unit: '×', spread: over(flat[2]) },
        { what: '  worker CPU of a step', unit: 'ms', spread: spread(flat[0]) },
        { what: '  of the append in an empty workflow', unit: 'ms', spread: spread(flat[1]) },
        { what: '  of an update that does nothing', unit: 'ms', spread: spread(flat[2]) },
      ];
    } finally {
      await empty.stop();
    }
  },
};

async function cpuPerStep(pid: number, step: () => Promise<unknown>): Promise<readonly number[]> {
  const before = await cpuMs(pid);
  for (let nth = 0; nth < STEPS; nth += 1) await step();
  return [((await cpuMs(pid)) - before) / STEPS];
}

/** Starts a workflow with nothing in it; gives an update of it. */
async function emptyCase(bench: Bench, update: string): Promise<(argument?: object) => Promise<unknown>> {
  const workflowId = newCaseRef();
  await bench.temporal('sav').workflow.start('emptyCase', { workflowId, taskQueue: 'bench-empty' });
  const handle = bench.temporal('sav').workflow.getHandle(workflowId);
  const same = { criterion: 'need', value: 'met', actor: benchReader, id: randomUUID() };
  return (argument = same) => handle.executeUpdate(update, { args: [argument] });
}

/** The same step as the service's, decided here: what is left to the worker is the append. */
async function appendingCase(bench: Bench): Promise<() => Promise<unknown>> {
  const update = await emptyCase(bench, 'appendOnly');
  const file = newFile(newCaseRef());
  const hand = () => ({
    ...{ reader: benchReader, profile: bench.stack.profile },
    now: toInstant(Date.now()),
  });
  await bench.store.journal.append(plan(file, application(toInstant(Date.now())), hand()));
  return () => {
    const action = criterion('need', file.seq % 2 === 0 ? 'met' : 'unknown', `n-${randomUUID()}`);
    return update({ kind: 'step', append: plan(file, action, hand()) });
  };
}
