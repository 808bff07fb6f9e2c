import type { WorkerOptions } from '@temporalio/worker';

/** The deployment that a unit's workers belong to, in each namespace; each build is a version of it (ADR 0028). */
export const DEPLOYMENT = 'sluss-worker';

/** What a build may be called. */
export const BUILD_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * How a worker says which code it runs. Cases live for ten years and follow the current version wherever they stand (auto-upgrade): no
 * build is kept running for those that were begun on it. Without a build id the worker is unversioned and serves whatever comes, as the
 * embedded run does.
 */
export function deploymentOptions(
  buildId: string | undefined,
): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (buildId === undefined) return {};
  return {
    workerDeploymentOptions: {
      version: { deploymentName: DEPLOYMENT, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}
