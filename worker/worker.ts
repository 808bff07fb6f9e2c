import { setMaxListeners } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { createCaseActivities } from '../activities/case-activities';
import { createPostActivities, openLetter } from '../activities/post-activities';
import type { PartyId } from '../domain/kernel/actor';
import { toInstant } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import { caseTaskQueue, namespaceOf } from '../messages/case-messages';
import { createPayloadCodec } from '../security/payload-codec';
import { readAccess } from '../security/temporal-access';
import type { TemporalTls, TokenFile } from '../security/temporal-access';
import { UNADDRESSED } from '../store/inbox';
import type { Check } from '../telemetry/checks';
import { bundleWorkflows, failureConverterPath } from './bundle';
import type { Config } from './config';
import { report, writeLine } from './log';
import { checkNamespaces } from './namespaces';
import { runMailer } from './mailer';
import { runRelay } from './relay';
import { runRepair } from './revive';
import { runSweeper } from './sweeper';
import { wire } from './wiring';
import type { Parts } from './wiring';

/** The workers of all units, running. */
export interface Running {
  /** Resolves when they have ended, and rejects when one of them fails. */
  readonly ended: Promise<void>;
  /** Takes no new task, lets those under way finish, and closes. */
  readonly drain: () => void;
  /** What it needs to take tasks, by name; none takes any while it drains. */
  readonly checks: Readonly<Record<string, Check>>;
}

/** Starts a worker for each unit: own namespace, own codec, one bundle for all (ADR 0001). */
export async function startWorkers(config: Config): Promise<Running> {
  const parts = await wire(config);
  const { tls, token } = await readAccess(config.temporal.access, report);
  const server = { address: config.temporal.address, tls };
  const connection = await Connection.connect({
    ...server,
    ...(token === undefined ? {} : { apiKey: token.current }),
  });
  const namespaces = config.units.map((unit) => namespaceOf(config.temporal.namespacePrefix, unit));
  await checkNamespaces(connection, namespaces);
  const [native, bundle] = await Promise.all([connectNative(server, token), bundleWorkflows()]);
  const workers = await Promise.all(
    config.units.map((unit) => createWorker(config, parts, { unit, native, bundle })),
  );
  const stop = new AbortController();
  // Each loop of each unit waits for it, which Node would take for a leak.
  setMaxListeners(0, stop.signal);
  const loops = startLoops(config, parts, connection, stop.signal);
  const runs = Promise.all(workers.map((worker) => worker.run())).finally(() => {
    stop.abort();
  });
  const close = async (): Promise<void> => {
    await loops;
    token?.close();
    await Promise.all([native.close(), connection.close(), parts.database.close()]);
  };
  return {
    ended: runs.then(() => undefined).finally(close),
    drain: () => {
      stop.abort();
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    },
    checks: {
      store: () => parts.database.check(),
      temporal: () => connection.withDeadline(Date.now() + CHECK_MS, () => describe(connection, namespaces)),
      workers: () =>
        workers.every(isRunning) ? Promise.resolve() : Promise.reject(new Error('not running')),
    },
  };
}

/** A check has an answer before whoever asks gives up. */
const CHECK_MS = 2_500;

const isRunning = (worker: Worker): boolean => worker.getState() === 'RUNNING';

function describe({ workflowService }: Connection, namespaces: readonly string[]): Promise<unknown> {
  return Promise.all(namespaces.map((namespace) => workflowService.describeNamespace({ namespace })));
}

/** The SDK's own connection, which is told of each new token. */
async function connectNative(
  server: { readonly address: string; readonly tls: TemporalTls | false },
  token: TokenFile | undefined,
): Promise<NativeConnection> {
  if (token === undefined) return NativeConnection.connect(server);
  const native = await NativeConnection.connect({ ...server, apiKey: token.current() });
  token.onChange((current) => {
    native.setApiKey(current).catch((fault: unknown) => {
      report('temporal token', fault);
    });
  });
  return native;
}

interface UnitWorker {
  readonly unit: PartyId;
  readonly native: NativeConnection;
  readonly bundle: WorkflowBundleWithSourceMap;
}

function createWorker(config: Config, parts: Parts, { unit, native, bundle }: UnitWorker): Promise<Worker> {
  return Worker.create({
    connection: native,
    namespace: namespaceOf(config.temporal.namespacePrefix, unit),
    taskQueue: caseTaskQueue,
    workflowBundle: bundle,
    dataConverter: converterOf(unit, parts, 'mark'),
    activities: activitiesOf(unit, parts),
    maxCachedWorkflows: config.cachedCases,
    // A withdrawal reaches a delivery by its heartbeat (CON-3).
    maxHeartbeatThrottleInterval: '1s',
    shutdownGraceTime: '5s',
    shutdownForceTime: '15s',
  });
}

function converterOf(unit: PartyId, { keyRing }: Parts, unreadable: 'mark' | 'refuse'): DataConverter {
  return { payloadCodecs: [createPayloadCodec(unit, keyRing, { unreadable })], failureConverterPath };
}

function activitiesOf(unit: PartyId, parts: Parts): object {
  const { profile, addresses, signingKeys, commonAddress, store } = parts;
  const signingKey = signingKeys.get(unit);
  if (signingKey === undefined) throw new Error(`There is no signing key of ${unit}`);
  const log = (what: string, fields: Readonly<Record<string, string>>): void => {
    writeLine('warn', what, fields);
  };
  const record = createCaseActivities({
    journal: store.journal,
    profile,
    shown: store.cases.shown,
    open: (own, caseRef, header) => openLetter(store, { unit: own, caseRef, header }),
    refuseLetter: (own, inbox) => store.inbox.settle(own, inbox),
    log,
  });
  const post = { outbox: store.outbox, addresses, signingKey, log };
  const common = commonAddress === undefined ? {} : { commonAddress };
  return { ...record, ...createPostActivities({ ...post, ...common }) };
}

/** What goes on beside the workers: relays, repair, the mailer and the sweeper. Each reports its faults and tries again. */
async function startLoops(
  config: Config,
  parts: Parts,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  const { store, keyRing, database } = parts;
  const { inbox, cases, notes } = store;
  const unitLoops = config.units.map(async (unit) => {
    const namespace = namespaceOf(config.temporal.namespacePrefix, unit);
    const client = new Client({ connection, namespace, dataConverter: converterOf(unit, parts, 'refuse') });
    await Promise.all([
      runRepair({ client, database, unit, report }, signal),
      runRelay({ unit, client, inbox, cases, keyRing, report }, signal),
    ]);
  });
  const unaddressed = runRelay({ unit: UNADDRESSED, inbox, cases, keyRing, report }, signal);
  const sweeper = runSweeper(config.units, notes, report, signal);
  await Promise.all([...unitLoops, unaddressed, mailerOf(config.units, parts, signal), sweeper]);
}

/** Without a mail server notices stand in the built-in inbox, and what would be mailed waits. */
async function mailerOf(
  units: readonly PartyId[],
  { mail, store }: Parts,
  signal: AbortSignal,
): Promise<void> {
  if (mail === undefined) return;
  const now = (): Instant => toInstant(Date.now());
  await runMailer({ ...mail, units, mails: store.noticeMails, now, report }, signal);
}
