import { join } from 'node:path';

import { Client } from 'pg';

import { postgresUrl } from '../../dev/postgres';
import { nodeChild } from '../../dev/processes';
import type { ChildSpec } from '../../dev/processes';
import { createDatabases, databaseUrl, hasPostgresPrograms, postgresChild } from '../../dev/real/postgres';
import type { RealPrograms } from '../../dev/real/programs';
import { migrate } from '../../store/migrate';

/** The database of the service, and whether it is a real server. */
export interface BenchDatabase {
  readonly title: string;
  readonly child: ChildSpec;
  readonly url: string;
  /** Makes the databases and migrates ours, once the child runs. */
  readonly prepare: (temporal: RealPrograms | undefined) => Promise<void>;
}

/** PostgreSQL of its own where its programs are, with every commit written to disk; PGlite elsewhere. */
export async function benchDatabase(dir: string, port: number): Promise<BenchDatabase> {
  if (hasPostgresPrograms()) {
    const url = databaseUrl(port, 'sluss');
    return {
      title: 'PostgreSQL',
      child: await postgresChild(dir, port),
      url,
      prepare: async (temporal) => {
        if (temporal !== undefined) return createDatabases(temporal.sqlTool, port);
        await query(databaseUrl(port, 'postgres'), 'create database sluss');
        await migrate(url);
      },
    };
  }
  const args = ['--data', join(dir, 'pglite'), '--port', String(port)];
  const url = postgresUrl(port);
  return {
    title: 'PGlite (no PostgreSQL programs are here)',
    child: nodeChild('dev/postgres-main.ts', args, { name: 'postgres', ready: { line: /ready at/ } }),
    url,
    prepare: () => migrate(url),
  };
}

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}
