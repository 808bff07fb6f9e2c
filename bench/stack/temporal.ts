import { join } from 'node:path';

import { temporalCli } from '../../dev/binaries';
import type { ChildSpec } from '../../dev/processes';
import { areBuilt, realPrograms } from '../../dev/real/programs';
import type { RealPrograms } from '../../dev/real/programs';
import { temporalChild } from '../../dev/temporal';
import type { Env, Say } from '../../dev/root';

const SERVICES = ['frontend', 'history', 'matching', 'worker'] as const;
const CONFIG = join('bench', 'stack', 'temporal-server.yaml');

/** The real server needs a port for each of its services and for their talk among themselves. */
export const temporalPorts = SERVICES.flatMap((service) => [service, `${service}Members`] as const);

type Ports = Readonly<Record<(typeof temporalPorts)[number], number>>;

/** Where Temporal keeps what it keeps. */
export interface TemporalPlace {
  readonly ports: Ports;
  readonly databasePort: number;
  readonly dir: string;
  readonly namespaces: readonly string[];
  readonly env: Env;
}

/** The real server's programs, where they are built and there is a PostgreSQL to put them on. */
export async function realTemporal(
  hasPostgres: boolean,
  env: Env,
  say: Say,
): Promise<RealPrograms | undefined> {
  return hasPostgres && (await areBuilt(env)) ? realPrograms(env, say) : undefined;
}

/** The Temporal server as a child: the real one on PostgreSQL, or the dev server on a file. */
export async function temporalServer(
  place: TemporalPlace,
  real: RealPrograms | undefined,
  say: Say,
): Promise<ChildSpec> {
  const { ports, databasePort, dir, namespaces, env } = place;
  if (real === undefined) {
    const cli = await temporalCli(env, say);
    return temporalChild({ cli, namespaces, port: ports.frontend, dbFile: join(dir, 'temporal.db') });
  }
  const numbers = SERVICES.flatMap((service) => {
    const name = service.toUpperCase();
    return [
      [`${name}_GRPC_PORT`, String(ports[service])],
      [`${name}_MEMBERSHIP_PORT`, String(ports[`${service}Members`])],
    ] as const;
  });
  return {
    name: 'temporal',
    command: real.server,
    args: [
      ...['--allow-no-auth', '--config-file', CONFIG, 'start'],
      ...SERVICES.flatMap((service) => ['--service', service]),
    ],
    env: { ...env, DB_PORT: String(databasePort), ...Object.fromEntries(numbers) },
    ready: { port: ports.frontend },
  };
}
