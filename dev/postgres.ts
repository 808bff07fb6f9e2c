import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import { PGlite } from '@electric-sql/pglite';

import { servePostgres } from './postgres-server';

const HOST = '127.0.0.1';

/** A running embedded database. */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface EmbeddedPostgresOptions {
  /** Where the data is kept; in memory only when left out. */
  readonly dataDir?: string;
  /** Zero takes any free port. */
  readonly port: number;
}

/** The address of the embedded database on a port. Its one login is a superuser: sessions leave it by SET LOCAL ROLE. */
export const postgresUrl = (port: number): string => `postgres://postgres@${HOST}:${port}/postgres`;

/**
 * Opens PGlite behind a socket, so that plain `pg` pools of several processes can use it. All connections share one
 * session: their transactions run one after the other, and what is set outside of a transaction is set for all.
 */
export async function openPostgres({ dataDir, port }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (dataDir !== undefined) await mkdir(dirname(dataDir), { recursive: true });
  const db = await PGlite.create(dataDir === undefined ? {} : { dataDir });
  const server = await servePostgres(db, port, HOST);
  return {
    url: postgresUrl(server.port),
    close: async () => {
      await server.close();
      await db.close();
    },
  };
}
