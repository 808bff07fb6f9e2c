import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Duration } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { WorkerOptions } from '@temporalio/worker';
import { createCaseActivities } from '../../activities/case-activities';
import { updateName } from '../../domain/case/actions';
import type { Action } from '../../domain/kernel/step';
import type { LetterHeader, ReceivedLetter } from '../../domain/letters/letter';
import type { DeliveryOutcome, Post } from '../../domain/ports/post.port';
import type { Profile } from '../../domain/profile/profile';
import type { CaseCommand, CaseInput, CommandAnswer } from '../../messages/case-messages';
import { caseTaskQueue, caseWorkflowType, signalFor } from '../../messages/case-messages';
import type { Bundle } from '../../worker/bundle';
import { bundleOf } from './bundle';
import { memoryJournal } from './memory-journal';
import type { MemoryJournal } from './memory-journal';
import { quietRuntime, startServer } from './server';

/** The post as a test drives it: every call waits for what the test says. */
export type FakePost = Pick<Post, 'deliver' | 'settle' | 'open'>;

/** The rules that a bench runs under: the small ones of `fake-case.ts` unless told. */
export interface Rules {
  readonly bundle: () => Promise<Bundle>;
  readonly profile: Profile;
}

/** One server with one worker at a time. */
export interface Bench {
  readonly env: TestWorkflowEnvironment;
  readonly bundle: Bundle;
  readonly profile: Profile;
  readonly journal: MemoryJournal;
  readonly post: { -readonly [K in keyof FakePost]: FakePost[K] };
  /** How long a worker that dies holds up a case that is opened; ten seconds unless told. */
  taskTimeout?: Duration;
  /** What cases that a letter opens are started with beside their unit. */
  startedWith?: Partial<CaseInput>;
  /** Letters that the inbox refused without a case. */
  readonly refused: string[];
}

const staff = { person: 'staff-1', unit: 'sav', roles: ['caseworker'] } as const;
const fakeProfile = { id: 'fake', version: 1 } as unknown as Profile;

/** A dev server, or the time-skipping one. */
export async function startBench(
  kind: 'dev' | 'timeSkipping',
  rules: Rules = { bundle: fakeBundle, profile: fakeProfile },
): Promise<Bench> {
  quietRuntime();
  const [env, bundle] = await Promise.all([startServer(kind), rules.bundle()]);
  return { env, bundle, profile: rules.profile, journal: memoryJournal(), post: fakePost(), refused: [] };
}

/** A bench that is served by a worker until it is stopped, which ends its server too. */
export type ServedBench = Bench & { readonly stop: () => Promise<void> };

/** A bench and its worker, for all tests of a file. */
export async function startServed(...of: Parameters<typeof startBench>): Promise<ServedBench> {
  const bench = await startBench(...of);
  const worker = await newWorker(bench);
  const running = worker.run();
  const stop = async (): Promise<void> => {
    worker.shutdown();
    await running;
    await bench.env.teardown();
  };
  return Object.assign(bench, { stop });
}

function fakeBundle(): Promise<Bundle> {
  const replaced = ['actions', 'decide', 'step', 'evolve', 'nothing', 'deadlines', 'row', 'details'] as const;
  return bundleOf(join(__dirname, 'fake-case.ts'), replaced);
}

function fakePost(): Bench['post'] {
  const sent: DeliveryOutcome = { outcome: 'sent', categories: [] };
  return {
    deliver: () => Promise.resolve(sent),
    settle: () => Promise.resolve({ outcome: 'stopped', categories: [] }),
    open: (_unit, _caseRef, header) => Promise.resolve(receivedLetter(header)),
  };
}

/** The letter that belongs to a header. */
export function receivedLetter(header: LetterHeader): ReceivedLetter {
  return {
    ...header,
    receivedAt: '2026-03-02T09:00:00.000Z',
    fromCase: 'k-other',
    facts: {},
    notes: [],
    enclosures: [],
  };
}

type Tuning = Partial<WorkerOptions>;

/** A worker that serves the bench, as `more` would have it; the caller ends it. */
export function newWorker(bench: Bench, taskQueue = caseTaskQueue, more: Tuning = {}): Promise<Worker> {
  const { env, bundle, journal, post, profile } = bench;
  const record = createCaseActivities({
    journal,
    profile,
    shown: journal.shown,
    idKey: (_unit, caseRef) => Promise.resolve(`key of ${caseRef}`),
    open: (...args) => post.open(...args),
    refuseLetter: (_unit, { letterId }) => {
      bench.refused.push(letterId);
      return Promise.resolve();
    },
    log: () => undefined,
  });
  return Worker.create({
    connection: env.nativeConnection,
    namespace: env.namespace ?? 'default',
    taskQueue,
    workflowBundle: bundle,
    dataConverter: { failureConverterPath: require.resolve('../../security/failure-converter') },
    activities: {
      ...record,
      deliver: (...args: Parameters<Post['deliver']>) => post.deliver(...args),
      settle: (...args: Parameters<Post['settle']>) => post.settle(...args),
    },
    maxHeartbeatThrottleInterval: '200ms',
    stickyQueueScheduleToStartTimeout: '1s',
    ...more,
  });
}

/** A reference that no other test has. */
export function newCase(): string {
  return `k-${randomUUID()}`;
}

/** A command of a caseworker. */
export function commandOf(
  name: string,
  body: Action['body'] = {},
  commandId: string = randomUUID(),
): CaseCommand {
  return { commandId, actor: staff, action: { name, body } };
}

function startOptions(
  caseRef: string,
  more: Partial<CaseInput>,
): { workflowId: string; taskQueue: string; args: [CaseInput] } {
  return { workflowId: caseRef, taskQueue: caseTaskQueue, args: [{ unit: 'sav', caseRef, ...more }] };
}

/** Opens a case by its first command, as the API does. */
export async function openCase(
  bench: Bench,
  caseRef: string,
  more: Partial<CaseInput> = {},
  command = commandOf('open'),
): Promise<CommandAnswer> {
  const startWorkflowOperation = new WithStartWorkflowOperation(caseWorkflowType, {
    ...startOptions(caseRef, more),
    workflowIdConflictPolicy: 'USE_EXISTING',
    ...(bench.taskTimeout === undefined ? {} : { workflowTaskTimeout: bench.taskTimeout }),
  });
  return bench.env.client.workflow.executeUpdateWithStart(updateName(command.action.name), {
    startWorkflowOperation,
    args: [command],
  });
}

/** Sends a command to a case that runs. */
export function send(
  bench: Bench,
  caseRef: string,
  command: CaseCommand,
  updateId?: string,
): Promise<CommandAnswer> {
  return bench.env.client.workflow
    .getHandle(caseRef)
    .executeUpdate(command.action.name === 'secret' ? 'record' : updateName(command.action.name), {
      args: [command],
      ...(updateId === undefined ? {} : { updateId }),
    });
}

/** Waits until the server has an update that was sent, so that the next one comes after it. */
export async function untilAdmitted(bench: Bench, caseRef: string, updateId: string): Promise<void> {
  const { connection, namespace } = bench.env;
  const updateRef = { workflowExecution: { workflowId: caseRef }, updateId };
  let isAdmitted = false;
  const ask = (): void => {
    connection.workflowService
      .pollWorkflowExecutionUpdate({ namespace: namespace ?? 'default', updateRef, waitPolicy: {} })
      .then(
        () => (isAdmitted = true),
        () => undefined,
      );
  };
  await until(() => {
    ask();
    return isAdmitted;
  });
}

/** Sends a letter's header to a case, starting its workflow where there is none. */
export function sendLetter(
  bench: Bench,
  caseRef: string,
  header: LetterHeader,
  unit = 'sav',
): Promise<WorkflowHandle> {
  return bench.env.client.workflow.signalWithStart(caseWorkflowType, {
    ...startOptions(caseRef, { unit, ...bench.startedWith }),
    signal: signalFor(header.kind),
    signalArgs: [header],
  });
}

/** A header of a letter from another unit. */
export function headerOf(letterId: string, more: Partial<LetterHeader> = {}): LetterHeader {
  return { letterId, from: 'north', kind: 'disclosure', reference: 'r-1', ...more };
}

/** A machine that is busy with other suites is slow; what comes soon costs no time. */
const PATIENCE_MS = 60_000;

/** Waits until the journal holds what is looked for. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The failure that a command ends with. */
export async function failureOf(call: Promise<unknown>): Promise<ApplicationFailure> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
    return error.cause;
  throw new Error('the command did not fail as commands do', { cause: error });
}
