import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePorts } from '../../dev/free-ports';
import { ensureKeys } from '../../dev/keys';
import { nodeChild } from '../../dev/processes';
import type { ChildSpec } from '../../dev/processes';
import { readPorts } from '../../dev/ports';
import type { Env, Say } from '../../dev/root';
import { serviceEnv } from '../../dev/service-env';
import { devTokens } from '../../dev/staff';
import { prepareTemporal } from '../../dev/temporal';
import type { Profile } from '../../domain/profile/profile';
import { namespaceOf } from '../../messages/case-messages';
import { describeFaults, readProfile } from '../../profiles/read-profile';
import { UNADDRESSED } from '../../store/inbox';
import { benchDatabase } from './database';
import { createPart } from './part';
import type { Part } from './part';
import { realTemporal, temporalPorts, temporalServer } from './temporal';

export const NAMESPACE_PREFIX = 'sluss';

const PROFILE = 'goteborg';

type PartName = 'postgres' | 'temporal' | 'partners' | 'worker' | 'api';

/** A service of the bench's own, with everything that it needs. */
export interface Stack {
  /** What it runs on, in words. */
  readonly on: { readonly database: string; readonly temporal: string };
  readonly isRealPostgres: boolean;
  readonly env: Env;
  readonly dir: string;
  readonly profile: Profile;
  readonly units: readonly string[];
  readonly api: string;
  readonly police: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** Development tokens by `unit.part`. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly parts: Readonly<Record<PartName, Part>>;
  readonly child: (main: string, name: string, ready: RegExp) => Part;
  readonly stop: () => Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const names = [...temporalPorts, 'postgres', 'api', 'police', 'partner'] as const;

/** The service reads how much it takes from one caller; the bench is one caller. */
const LIMITS = { SLUSS_REQUESTS_PER_MINUTE: '1000000', SLUSS_MISSES_BEFORE_LOCK: '1000000' };

/** Starts everything on ports and state of its own, one part after the other. */
export async function startStack(env: Env, say: Say, onDeath: (message: string) => void): Promise<Stack> {
  const dir = await mkdtemp(join(tmpdir(), 'sluss-bench-'));
  // PostgreSQL runs under another account where this one is root.
  await chmod(dir, 0o711);
  const started: Part[] = [];
  const stop = async (): Promise<void> => {
    for (const part of started.splice(0).reverse()) await part.stop();
    await rm(dir, { recursive: true, force: true });
  };
  const options = { logDir: join(dir, 'logs'), onDeath };
  const partOf = (spec: ChildSpec): Part => {
    const part = createPart(spec, { ...options, env });
    started.push(part);
    return part;
  };
  try {
    return { ...(await begin({ env, say, dir, partOf })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Beginning {
  readonly env: Env;
  readonly say: Say;
  readonly dir: string;
  readonly partOf: (spec: ChildSpec) => Part;
}

async function begin({ env, say, dir, partOf }: Beginning): Promise<Omit<Stack, 'stop'>> {
  const { profile, units, partnerUnit } = profileOf();
  const ports = await freePorts(names);
  const database = await benchDatabase(dir, ports.postgres);
  const isRealPostgres = database.title === 'PostgreSQL';
  const real = await realTemporal(isRealPostgres, env, say);
  const on = {
    database: database.title,
    temporal:
      real === undefined ? 'Temporal’s dev server on a file' : 'the Temporal server on the same PostgreSQL',
  };
  say(`Starting: ${on.database}; ${on.temporal}; worker and API for ${units.join(', ')}`);
  const postgres = partOf(database.child);
  await postgres.start();
  await database.prepare(real);
  const namespaces = units.map((unit) => namespaceOf(NAMESPACE_PREFIX, unit));
  const place = { ports, databasePort: ports.postgres, dir, namespaces, env };
  const temporal = partOf(await temporalServer(place, real, say));
  await temporal.start();
  const temporalAddress = `127.0.0.1:${ports.frontend}`;
  await prepareTemporal(temporalAddress, namespaces);
  const serviceParts = { stateDir: dir, profileId: PROFILE, profile, units, partnerUnit };
  const keys = await ensureKeys(dir, ...parties({ profile, units, partnerUnit }));
  const own = await serviceEnv({
    ...{ ...serviceParts, namespacePrefix: NAMESPACE_PREFIX, databaseUrl: database.url, keys },
    ports: readPorts({
      SLUSS_API_PORT: String(ports.api),
      SLUSS_TEMPORAL_PORT: String(ports.frontend),
      SLUSS_POSTGRES_PORT: String(ports.postgres),
      SLUSS_POLICE_PORT: String(ports.police),
      SLUSS_PARTNER_PORT: String(ports.partner),
    }),
  });
  const service: Env = { ...env, ...own, ...LIMITS };
  const child = (main: string, name: string, ready: RegExp): Part =>
    partOf(nodeChild(main, [], { name, env: service, ready: { line: ready } }));
  const partners = child('dev/partners-main.ts', 'partners', /partners ready/);
  const worker = child('worker/main.ts', 'worker', /worker ready/);
  const api = child('api/main.ts', 'api', /api ready/);
  await Promise.all([partners.start(), worker.start(), api.start()]);
  const at = (port: number): string => `http://127.0.0.1:${port}`;
  await untilReady(at(ports.api));
  return {
    ...{ on, isRealPostgres, env: service, dir, profile, units, temporalAddress, child },
    ...{ api: at(ports.api), police: at(ports.police), databaseUrl: database.url },
    tokens: await devTokens(keys.token, units, new Date()),
    parts: { postgres, temporal, partners, worker, api },
  };
}

interface Units {
  readonly profile: Profile;
  readonly units: readonly string[];
  readonly partnerUnit: string;
}

function profileOf(): Units {
  const reading = readProfile(PROFILE);
  if (!reading.ok) throw new Error(describeFaults(PROFILE, reading.faults));
  const { profile } = reading;
  const partnerUnit = profile.units.filter((unit) => unit.function === 'district').at(-1)?.id ?? '';
  return {
    profile,
    partnerUnit,
    units: profile.units.map(({ id }) => id).filter((id) => id !== partnerUnit),
  };
}

/** Who has a master key, and who signs. */
function parties({ profile, units, partnerUnit }: Units): readonly [readonly string[], readonly string[]] {
  const { commonAddress, police } = profile;
  const common = commonAddress === undefined ? [] : [commonAddress.id];
  return [
    [...units, UNADDRESSED, ...common],
    [...units, partnerUnit, ...common, ...police.map(({ id }) => id)],
  ];
}

/** Waits until the service takes requests. */
export async function untilReady(api: string): Promise<void> {
  const lastMoment = Date.now() + READY_WITHIN_MS;
  while (!(await fetch(`${api}/readyz`).catch(() => undefined))?.ok) {
    if (Date.now() > lastMoment) throw new Error(`${api}/readyz is not ready`);
    await sleep(100);
  }
}
