import { setTimeout as sleep } from 'node:timers/promises';

import type { Connection } from '@temporalio/client';
import { isGrpcServiceError } from '@temporalio/client';
import { ALREADY_EXISTS, attributeNumbers, missingAttributes, namespaceExists } from './namespaces';

const PREPARED_WITHIN_MS = 60_000;
const POLL_MS = 500;
const CALL_MS = 5_000;
const DAY_SECONDS = 86_400;

/** How long the server keeps runs that have ended; the journal keeps the case (ADR 0002). */
export const standardRetentionDays = 30;

/**
 * Makes sure that every namespace exists with every search attribute of a case; creates what is missing and may be run at any time.
 * Without them a case's first task fails for ever and its caller waits in vain.
 *
 * @param connection that may set up namespaces, where the server asks who calls
 */
export async function prepareNamespaces(
  connection: Connection,
  namespaces: readonly string[],
  retentionDays = standardRetentionDays,
): Promise<void> {
  const lastMoment = Date.now() + PREPARED_WITHIN_MS;
  for (const namespace of namespaces) {
    const prepare = (): Promise<void> => prepareNamespace(connection, namespace, retentionDays);
    await tryUntil(lastMoment, namespace, () => connection.withDeadline(Date.now() + CALL_MS, prepare));
  }
}

/** A server that has just started, or has just made a namespace, takes some seconds to know it everywhere. */
async function tryUntil(lastMoment: number, namespace: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (Date.now() > lastMoment) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`Temporal's namespace ${namespace} is not ready: ${why}`, { cause: error });
      }
      await sleep(POLL_MS);
    }
  }
}

async function prepareNamespace(
  connection: Connection,
  namespace: string,
  retentionDays: number,
): Promise<void> {
  if (!(await namespaceExists(connection, namespace))) await create(connection, namespace, retentionDays);
  const missing = await missingAttributes(connection, namespace);
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, attributeNumbers[type]])),
  });
  throw new Error(`search attributes were missing in ${namespace} and are added now`);
}

async function create(connection: Connection, namespace: string, retentionDays: number): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      description: 'The cases of one unit, and nobody else’s',
      workflowExecutionRetentionPeriod: { seconds: (retentionDays * DAY_SECONDS) as never },
    });
  } catch (error) {
    if (!isGrpcServiceError(error) || (error.code as number) !== ALREADY_EXISTS) throw error;
  }
}
