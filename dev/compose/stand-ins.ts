import { chmod, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { RealPrograms } from '../real/programs';
import type { Model } from './model';

/** What a folder of stand-ins is made of. */
export interface Parts {
  readonly model: Model;
  readonly programs: RealPrograms;
  /** Of PostgreSQL 15, as Debian has them. */
  readonly postgresBin: string;
  readonly uid: string;
}

/** The parts of PostgreSQL's image that the compose file relies on: what its entry point does with an empty volume. */
const postgresEntry = `#!/bin/sh -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --pgdata="$PGDATA" --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" $POSTGRES_INITDB_ARGS >/dev/null
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
fi
exec "$@"
`;

/**
 * Lays out what the images of others bring, from this machine: their programs, the names of the services, an account. All services are
 * on one address in a network of their own, so their ports must differ, as they do.
 */
export async function layStandIns(dir: string, { model, programs, postgresBin, uid }: Parts): Promise<void> {
  const bin = join(dir, 'bin');
  await mkdir(bin, { recursive: true });
  const link = (name: string, to: string): Promise<void> => symlink(to, join(bin, name));
  for (const name of ['initdb', 'postgres', 'pg_isready', 'psql', 'pg_dump', 'pg_restore'])
    await link(name, join(postgresBin, name));
  await link('wget', '/bin/busybox');
  // Debian's busybox is built without the scan that Alpine's has.
  await link('nc', '/bin/nc.openbsd');
  await writeFile(join(bin, 'docker-entrypoint.sh'), postgresEntry, { mode: 0o755 });
  const { server, sqlTool } = programs;
  await copyFile(server, join(bin, 'temporal-server'));
  await copyFile(sqlTool, join(bin, 'temporal-sql-tool'));
  for (const volume of volumesOf(model)) {
    const path = join(dir, 'volumes', volume);
    await mkdir(path, { recursive: true });
    await chmod(path, 0o1777);
  }
  await writeFile(join(dir, 'hosts'), `127.0.0.1 localhost ${namesOf(model).join(' ')}\n`);
  await writeFile(join(dir, 'resolv.conf'), 'nameserver 127.0.0.11\n');
  await writeFile(join(dir, 'passwd'), `root:x:0:0::/:/bin/sh\nsluss:x:${uid}:${uid}::/tmp:/bin/sh\n`);
}

/** By which the services call each other. */
export function namesOf({ services }: Model): readonly string[] {
  const aliases = Object.values(services).flatMap(({ networks = {} }) =>
    Object.values(networks).flatMap((network) => network?.aliases ?? []),
  );
  return [...new Set([...Object.keys(services), ...aliases])];
}

function volumesOf({ services }: Model): readonly string[] {
  const named = Object.values(services).flatMap(({ volumes = [] }) =>
    volumes.filter(({ type }) => type === 'volume').map(({ source }) => source),
  );
  return [...new Set(named)];
}
