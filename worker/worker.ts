import { setMaxListeners } from 'node:events';
import { Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';
import { toInstant } from '../domain/time/instant';
import { namespaceOf } from '../messages/case-messages';
import { readAccess } from '../security/temporal-access';
import type { TemporalTls, TokenFile } from '../security/temporal-access';
import type { Check } from '../telemetry/checks';
import { patiently, whyOf } from '../telemetry/patience';
import { createUnitGauges } from '../telemetry/unit-gauges';
import { bundleWorkflows } from './bundle';
import type { Config } from './config';
import { sdkLogger } from './log';
import type { WorkerTelling } from './log';
import { runLoops } from './loops';
import { checkNamespaces } from './namespaces';
import { createWorker } from './unit-worker';
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
  /** Brings the gauges of the units up to date. */
  readonly refresh: () => Promise<void>;
}

/** Starts a worker for each unit: own namespace, own codec, one bundle for all (ADR 0001). */
export async function startWorkers(config: Config, telling: WorkerTelling): Promise<Running> {
  const parts = await wire(config, telling);
  const { tls, token } = await readAccess(config.temporal.access, telling.report);
  const server = { address: config.temporal.address, tls };
  const apiKey = token === undefined ? {} : { apiKey: token.current };
  const reach = (): Promise<Connection> => Connection.connect({ ...server, ...apiKey });
  const connection = await patiently(
    { name: 'The Temporal server', reach, isAway },
    { seconds: config.startPatienceSeconds, log: telling.log },
  );
  const namespaces = config.units.map((unit) => namespaceOf(config.temporal.namespacePrefix, unit));
  await checkNamespaces(connection, namespaces);
  const [native, bundle] = await Promise.all([
    connectNative(server, token, telling),
    bundleWorkflows(sdkLogger(telling.log), telling.tracer.isOn),
  ]);
  const workers = await Promise.all(
    config.units.map((unit) => createWorker(config, parts, { unit, native, bundle })),
  );
  const stop = new AbortController();
  // Each loop of each unit waits for it, which Node would take for a leak.
  setMaxListeners(0, stop.signal);
  const loops = runLoops(config, parts, connection, stop.signal);
  const drain = (): void => {
    stop.abort();
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const runs = workers.map((worker) => worker.run());
  // When one fails the others end too, before the connection that they share is closed.
  const ended = Promise.all(runs).finally(async () => {
    drain();
    await Promise.allSettled(runs);
  });
  const close = async (): Promise<void> => {
    await loops;
    token?.close();
    await Promise.all([native.close(), connection.close(), parts.database.close()]);
  };
  return {
    ended: ended.then(() => undefined).finally(close),
    drain,
    refresh: gaugesOf(config, parts),
    checks: {
      store: () => parts.database.stillFits(),
      temporal: () => connection.withDeadline(Date.now() + CHECK_MS, () => describe(connection, namespaces)),
      workers: () =>
        workers.every(isRunning) ? Promise.resolve() : Promise.reject(new Error('not running')),
    },
  };
}

/** How the units stand, of which this process serves each; others may serve it too, and say the same. */
function gaugesOf({ units }: Config, { telling, store, checkKeysOf, mail }: Parts): () => Promise<void> {
  // Without a mail server what would be mailed waits for ever.
  const mails = mail === undefined ? { mails: { count: 0, oldestSeconds: 0 } } : {};
  return createUnitGauges(telling.registry, {
    units,
    read: async (unit) => ({ ...(await store.figures.read(unit, toInstant(Date.now()))), ...mails }),
    keysOf: checkKeysOf,
    clock: () => performance.now(),
  });
}

/** A check has an answer before whoever asks gives up. */
const CHECK_MS = 2_500;

/** A server that refuses the token is there. */
const isAway = (error: unknown): boolean => !['PERMISSION_DENIED', 'UNAUTHENTICATED'].includes(whyOf(error));

const isRunning = (worker: Worker): boolean => worker.getState() === 'RUNNING';

function describe({ workflowService }: Connection, namespaces: readonly string[]): Promise<unknown> {
  return Promise.all(namespaces.map((namespace) => workflowService.describeNamespace({ namespace })));
}

/** The SDK's own connection, which is told of each new token. */
async function connectNative(
  server: { readonly address: string; readonly tls: TemporalTls | false },
  token: TokenFile | undefined,
  { report }: WorkerTelling,
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
