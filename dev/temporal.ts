import { setTimeout as sleep } from 'node:timers/promises';

import { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

import type { ChildSpec } from './processes';
import { messageOf } from './root';

/** How the dev server is run. */
export interface TemporalOptions {
  /** The path of the Temporal CLI. */
  readonly cli: string;
  /** Where cases in progress are kept; in memory only when left out. */
  readonly dbFile?: string;
  readonly namespaces: readonly string[];
  readonly port: number;
  /** No UI when left out. */
  readonly uiPort?: number;
}

const { INDEXED_VALUE_TYPE_KEYWORD, INDEXED_VALUE_TYPE_DATETIME, INDEXED_VALUE_TYPE_BOOL } =
  temporal.api.enums.v1.IndexedValueType;

/** What a case shows to the server's lists: never anything of the person. */
const searchAttributes = {
  SlussStatus: INDEXED_VALUE_TYPE_KEYWORD,
  SlussStep: INDEXED_VALUE_TYPE_KEYWORD,
  SlussNextDue: INDEXED_VALUE_TYPE_DATETIME,
  SlussOverdue: INDEXED_VALUE_TYPE_BOOL,
} as const;

const typeNames: Readonly<Record<number, string>> = {
  [INDEXED_VALUE_TYPE_KEYWORD]: 'Keyword',
  [INDEXED_VALUE_TYPE_DATETIME]: 'Datetime',
  [INDEXED_VALUE_TYPE_BOOL]: 'Bool',
};

const PREPARED_WITHIN_MS = 30_000;
const POLL_MS = 200;

/** The dev server as a child of the service. Call `prepareTemporal` once it is ready. */
export function temporalChild(options: TemporalOptions): ChildSpec {
  const { cli, dbFile, namespaces, port, uiPort } = options;
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'];
  args.push(...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]));
  if (dbFile !== undefined) args.push('--db-filename', dbFile);
  for (const namespace of namespaces) args.push('--namespace', namespace);
  for (const [name, type] of Object.entries(searchAttributes)) {
    args.push('--search-attribute', `${name}=${typeNames[type] ?? ''}`);
  }
  return { name: 'temporal', command: cli, args, ready: { port } };
}

async function missingIn(connection: Connection, namespace: string): Promise<Record<string, number>> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(searchAttributes).filter(([name, type]) => customAttributes[name] !== type);
  return Object.fromEntries(missing);
}

async function prepareNamespace(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.describeNamespace({ namespace });
  const missing = await missingIn(connection, namespace);
  if (Object.keys(missing).length === 0) return;
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: missing });
  throw new Error(`search attributes were missing in ${namespace} and are added now`);
}

async function tryUntilPrepared(
  connection: Connection,
  namespace: string,
  lastMoment: number,
): Promise<void> {
  for (;;) {
    try {
      await connection.withDeadline(Date.now() + 5_000, () => prepareNamespace(connection, namespace));
      return;
    } catch (error) {
      if (Date.now() > lastMoment) {
        throw new Error(`Temporal's namespace ${namespace} is not ready: ${messageOf(error)}`, {
          cause: error,
        });
      }
      await sleep(POLL_MS);
    }
  }
}

/**
 * Makes sure that every namespace exists with every search attribute of a case, adding attributes that are missing.
 * Without them a case's first task fails for ever and its caller waits in vain.
 */
export async function prepareTemporal(address: string, namespaces: readonly string[]): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '20 seconds' });
  try {
    await prepareNamespaces(connection, namespaces);
  } finally {
    await connection.close();
  }
}

/** The same over a connection that is there already, such as one that shows a token. */
export async function prepareNamespaces(
  connection: Connection,
  namespaces: readonly string[],
): Promise<void> {
  const lastMoment = Date.now() + PREPARED_WITHIN_MS;
  await Promise.all(namespaces.map((namespace) => tryUntilPrepared(connection, namespace, lastMoment)));
}
