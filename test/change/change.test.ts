import { ApplicationFailure } from '@temporalio/common';
import type { Profile } from '../../domain/profile/profile';
import { caseTaskQueue } from '../../messages/case-messages';
import type { Bundle } from '../../worker/bundle';
import { deploymentOptions } from '../../worker/deployment';
import { routeTo, routingOf } from '../../worker/ops/deployments';
import { assessment } from '../domain/support/letters';
import { goteborg } from '../domain/support/profile';
import { arrive } from '../replay/arrive';
import { bundleOf } from '../workflows/bundle';
import { commandOf, newCase, newWorker, openCase, send, startBench, until } from '../workflows/harness';
import type { Bench } from '../workflows/harness';
import { previousBundle } from './bundles';

// A case outlives the code it was begun on. Here are the workers of two builds, the release before as it was kept and today's, on the real
// rules and one server (docs/changing.md).

const quick: Profile = {
  ...goteborg,
  threat: { limit: { seconds: 6 }, reminders: [{ seconds: 3 }], overdueEvery: { seconds: 600 } },
  reminderJitterSeconds: 0,
};

const SLOW_MS = 180_000;

let bench: Bench;
let today: Bundle;

beforeAll(async () => {
  today = await bundleOf();
  bench = await startBench('dev', { bundle: () => Promise.resolve(today), profile: quick });
}, SLOW_MS);
afterAll(() => bench.env.teardown(), 60_000);

const now = (): string => new Date().toISOString();

interface RunningWorker {
  readonly stop: () => Promise<void>;
}

async function serve(workflowBundle: Bundle, build?: string): Promise<RunningWorker> {
  const worker = await newWorker(bench, caseTaskQueue, { workflowBundle, ...deploymentOptions(build) });
  const run = worker.run();
  return {
    stop: async () => {
      worker.shutdown();
      await run;
    },
  };
}

async function asked(caseRef: string): Promise<void> {
  const registration = { channel: 'defectorTelephone', receivedAt: now(), age: 24, inCustody: false };
  await openCase(bench, caseRef, {}, commandOf('registerApplication', registration));
  await send(bench, caseRef, commandOf('openInvestigation'));
  const consent = {
    ...{ purpose: 'threatAssessment', recipients: ['las', 'bops'], categories: ['core', 'criteria'] },
    ...{ form: 'written', receivedBy: 'staff-1', givenAt: now() },
  };
  await send(bench, caseRef, commandOf('giveConsent', consent));
  await send(bench, caseRef, commandOf('requestThreatAssessment', { occasion: 'first' }));
}

const actionsOf = (caseRef: string): readonly string[] =>
  bench.journal.stepsOf(caseRef).map(({ action }) => action);

/** How each workflow task ended: on which build, or that it failed. */
async function tasksOf(caseRef: string): Promise<readonly string[]> {
  const { events } = await bench.env.client.workflow.getHandle(caseRef).fetchHistory();
  return (events ?? []).flatMap(
    ({ workflowTaskCompletedEventAttributes: done, workflowTaskFailedEventAttributes: failed }) => {
      if (failed) return ['failed'];
      return done ? [done.deploymentVersion?.buildId ?? ''] : [];
    },
  );
}

test(
  'a case begun on the release before goes on under today’s code: its timer, its delivery under way, commands and letters',
  async () => {
    const caseRef = newCase();
    const { deliver } = bench.post;
    bench.post.deliver = () => Promise.reject(ApplicationFailure.retryable('away', 'unavailable'));
    const before = await serve(previousBundle());
    await asked(caseRef);
    await before.stop();
    bench.post.deliver = deliver;

    const after = await serve(today);
    await until(() => actionsOf(caseRef).filter((action) => action === 'clock').length === 2);
    // The request, which was under way, and the reminder that the clock sent.
    await until(() => actionsOf(caseRef).filter((action) => action === 'deliveryEnded').length === 2);
    await send(bench, caseRef, commandOf('setHomeDistrict', { district: 'hisingen' }));
    const requested = bench.journal.stepsOf(caseRef).flatMap(({ events }) => events);
    const { reference } = requested.find(({ type }) => type === 'ThreatAssessmentRequested') as unknown as {
      readonly reference: string;
    };
    await arrive(bench, caseRef, assessment(reference, { receivedAt: now(), assessedAt: now() }));
    await after.stop();

    expect([...actionsOf(caseRef)].sort()).toEqual(
      [
        ...['registerApplication', 'openInvestigation', 'giveConsent', 'requestThreatAssessment'],
        ...['clock', 'clock', 'deliveryEnded', 'deliveryEnded', 'setHomeDistrict', 'policeAssessment'],
      ].sort(),
    );
    expect(await tasksOf(caseRef)).not.toContain('failed');
  },
  SLOW_MS,
);

test(
  'two builds at once: cases move to the new one while steps are under way, and back, and nothing is lost, doubled or stalled',
  async () => {
    const namespace = bench.env.namespace ?? 'default';
    const { connection } = bench.env;
    const route = async (build: string, percent?: number): Promise<void> => {
      // The server knows a build once its worker has asked for work.
      for (const lastMoment = Date.now() + 60_000; ;) {
        const failed = await routeTo(connection, namespace, build, percent).then(
          () => false,
          () => true,
        );
        if (!failed) return;
        if (Date.now() > lastMoment) throw new Error(`${build} cannot be made current`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };
    const workers = [await serve(previousBundle(), 'before'), await serve(today, 'after')];
    await route('before');

    const cases = Array.from({ length: 4 }, newCase);
    const acknowledged = new Map(cases.map((caseRef) => [caseRef, [] as string[]]));
    let isOver = false;
    const work = Promise.all(
      cases.map(async (caseRef) => {
        await asked(caseRef);
        for (let nth = 0; !isOver; nth += 1) {
          const command = commandOf('setHomeDistrict', { district: nth % 2 === 0 ? 'hisingen' : 'centrum' });
          await send(bench, caseRef, command);
          acknowledged.get(caseRef)?.push(command.commandId);
        }
      }),
    );
    const further = async (): Promise<void> => {
      const sizes = cases.map((caseRef) => acknowledged.get(caseRef)?.length ?? 0);
      await until(() =>
        cases.every((caseRef, nth) => (acknowledged.get(caseRef)?.length ?? 0) > (sizes[nth] ?? 0) + 2),
      );
    };
    const told: unknown[] = [];
    for (const [build, percent] of [['before'], ['after', 50], ['after'], ['before'], ['after']] as const) {
      await route(build, percent);
      told.push(await routingOf(connection, namespace));
      await further();
    }
    isOver = true;
    await work;
    for (const worker of workers) await worker.stop();

    expect(told).toMatchObject([
      { current: 'before' },
      { current: 'before', ramping: { build: 'after', percent: 50 } },
      { current: 'after' },
      { current: 'before' },
      { current: 'after' },
    ]);
    for (const caseRef of cases) {
      const commands = bench.journal.stepsOf(caseRef).map(({ commandId }) => commandId);
      expect(new Set(commands).size).toBe(commands.length);
      expect((acknowledged.get(caseRef) ?? []).filter((id) => !commands.includes(id))).toEqual([]);
      expect(new Set(await tasksOf(caseRef))).toEqual(new Set(['before', 'after']));
    }
  },
  SLOW_MS,
);
