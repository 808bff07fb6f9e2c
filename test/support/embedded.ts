import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';

import { servePostgres } from '../../dev/postgres-server';
import { postgresUrl } from '../../dev/postgres';
import type { EmbeddedPostgres } from '../../dev/postgres';
import { root } from '../../dev/root';
import { dependencies } from '../../package.json';

/** A cluster with nothing in it, as the embedded database leaves it when it starts for the first time. */
const clusterFile = join(
  root,
  'node_modules',
  '.cache',
  'sluss-tests',
  `pglite-${dependencies['@electric-sql/pglite']}.tar`,
);

/** To make a cluster takes the embedded database seconds, so it is made once and every suite loads its own copy. */
export async function keepCluster(): Promise<void> {
  if (existsSync(clusterFile)) return;
  await mkdir(dirname(clusterFile), { recursive: true });
  const db = await PGlite.create();
  const cluster = await db.dumpDataDir('none');
  await db.close();
  // As one file at once, so that nobody reads half of it.
  const part = `${clusterFile}.${randomUUID()}`;
  await writeFile(part, Buffer.from(await cluster.arrayBuffer()));
  await rename(part, clusterFile);
}

/** An empty embedded database on a free port. How the service makes its own is `test/dev/postgres.test.ts`. */
export async function openEmbedded(): Promise<EmbeddedPostgres> {
  const db = await PGlite.create({ loadDataDir: new Blob([await readFile(clusterFile)]) });
  const server = await servePostgres(db, 0, '127.0.0.1');
  return {
    url: postgresUrl(server.port),
    close: async () => {
      await server.close();
      await db.close();
    },
  };
}
