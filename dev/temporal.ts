import { Connection } from '@temporalio/client';

import { searchAttributes } from '../messages/case-messages';
import { prepareNamespaces } from '../worker/prepare-namespaces';
import type { ChildSpec } from './processes';

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

/** The CLI's words for the types of search attributes. */
const typeWords = { KEYWORD: 'Keyword', BOOL: 'Bool', DATETIME: 'Datetime' } as const;

/** The dev server as a child of the service. Call `prepareTemporal` once it is ready. */
export function temporalChild(options: TemporalOptions): ChildSpec {
  const { cli, dbFile, namespaces, port, uiPort } = options;
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'];
  args.push(...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]));
  if (dbFile !== undefined) args.push('--db-filename', dbFile);
  for (const namespace of namespaces) args.push('--namespace', namespace);
  for (const { name, type } of searchAttributes) {
    args.push('--search-attribute', `${name}=${typeWords[type]}`);
  }
  return { name: 'temporal', command: cli, args, ready: { port } };
}

/** Makes sure that the dev server has every namespace with every search attribute of a case, also one whose file is older than they are. */
export async function prepareTemporal(address: string, namespaces: readonly string[]): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '20 seconds' });
  try {
    await prepareNamespaces(connection, namespaces);
  } finally {
    await connection.close();
  }
}
