import type { Connection } from '@temporalio/client';
import { isGrpcServiceError } from '@temporalio/client';
import { DEPLOYMENT } from '../deployment';

/** Stands for workers without a build id, in the command as at the server. */
export const UNVERSIONED = 'unversioned';

/** Which build a unit's cases run on. */
export interface Routing {
  readonly current: string;
  readonly ramping?: { readonly build: string; readonly percent: number };
  /** Builds of which a worker has been seen. */
  readonly seen: readonly string[];
}

/** gRPC's NOT_FOUND and FAILED_PRECONDITION. */
const [NOT_FOUND, FAILED_PRECONDITION] = [5, 9];
const CALL_MS = 15_000;

type Service = Connection['workflowService'];

/**
 * A deployment that is not there and a namespace that is not there are told in one word.
 *
 * @throws Error when the namespace is not there
 */
export async function assertNamespace(connection: Connection, namespace: string): Promise<void> {
  await within(connection, (service) => service.describeNamespace({ namespace })).catch((error: unknown) => {
    if (!hasCode(error, NOT_FOUND)) throw error;
    throw new Error(
      `The Temporal server has no namespace ${namespace}. Is SLUSS_NAMESPACE_PREFIX right? Where the unit is new: node --import tsx worker/namespaces-main.ts (docker compose up namespaces).`,
      { cause: error },
    );
  });
}

/** Asks the server; where no versioned worker was ever there, unversioned ones serve. */
export async function routingOf(connection: Connection, namespace: string): Promise<Routing> {
  const asked = { namespace, deploymentName: DEPLOYMENT };
  const found = await within(connection, (service) => service.describeWorkerDeployment(asked)).catch(absent);
  const info = found?.workerDeploymentInfo;
  const { currentDeploymentVersion, rampingDeploymentVersion, rampingVersionPercentage } =
    info?.routingConfig ?? {};
  const percent = rampingVersionPercentage ?? 0;
  return {
    current: nameOf(currentDeploymentVersion?.buildId),
    ...(percent > 0 ? { ramping: { build: nameOf(rampingDeploymentVersion?.buildId), percent } } : {}),
    seen: (info?.versionSummaries ?? []).map(({ deploymentVersion }) => nameOf(deploymentVersion?.buildId)),
  };
}

/**
 * Sends every case of a namespace to a build, wherever it stands, or that share of them. With every case goes the share that another
 * build had: the server keeps it when the current one changes to a third, or stays.
 *
 * @throws Error when no worker of that build serves the namespace
 */
export async function routeTo(
  connection: Connection,
  namespace: string,
  build: string,
  percent?: number,
): Promise<void> {
  if (percent !== undefined) {
    await setShare(connection, namespace, build, percent);
    return;
  }
  await within(connection, (service) =>
    service.setWorkerDeploymentCurrentVersion(routeOf(namespace, build)),
  ).catch(refused(namespace, build));
  const { ramping } = await routingOf(connection, namespace);
  if (ramping !== undefined) await setShare(connection, namespace, ramping.build, 0);
}

async function setShare(
  connection: Connection,
  namespace: string,
  build: string,
  percentage: number,
): Promise<void> {
  const to = { ...routeOf(namespace, build), percentage };
  await within(connection, (service) => service.setWorkerDeploymentRampingVersion(to)).catch(
    refused(namespace, build),
  );
}

function routeOf(namespace: string, build: string) {
  return {
    ...{ namespace, deploymentName: DEPLOYMENT, identity: 'operator' },
    buildId: build === UNVERSIONED ? '' : build,
  };
}

function refused(namespace: string, build: string): (error: unknown) => never {
  return (error) => {
    if (!hasCode(error, NOT_FOUND) && !hasCode(error, FAILED_PRECONDITION)) throw error;
    throw new Error(
      `${namespace}: no worker of build ${build} serves it. Start one with SLUSS_BUILD_ID=${build} and try again.`,
      { cause: error },
    );
  };
}

function within<T>(connection: Connection, call: (service: Service) => Promise<T>): Promise<T> {
  return connection.withDeadline(Date.now() + CALL_MS, () => call(connection.workflowService));
}

function absent(error: unknown): undefined {
  if (!hasCode(error, NOT_FOUND)) throw error;
}

function hasCode(error: unknown, code: number): boolean {
  return isGrpcServiceError(error) && (error.code as number) === code;
}

function nameOf(buildId: string | null | undefined): string {
  return buildId === null || buildId === undefined || buildId === '' ? UNVERSIONED : buildId;
}
