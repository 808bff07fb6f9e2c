import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Connection } from '@temporalio/client';
import { Pool } from 'pg';

import { freePort } from '../../../dev/free-ports';
import type { DevKeys } from '../../../dev/keys';
import { nodeChild } from '../../../dev/processes';
import type { ChildSpec } from '../../../dev/processes';
import { databaseUrl, postgresChild } from '../../../dev/real/postgres';
import type { Env } from '../../../dev/root';
import { serviceEnv } from '../../../dev/service-env';
import { devTokens } from '../../../dev/staff';
import { prepareTemporal, temporalChild } from '../../../dev/temporal';
import type { Profile } from '../../../domain/profile/profile';
import { namespaceOf } from '../../../messages/case-messages';
import { createKeyRing } from '../../../security/key-ring';
import type { KeyRing } from '../../../security/key-ring';
import { fileMasterKeys } from '../../../security/master-key-files';
import { connect } from '../../../store/database';
import type { Database } from '../../../store/database';
import { createKeyStore } from '../../../store/key-store';
import { migrate } from '../../../store/migrate';
import { createStore } from '../../../store/store';
import type { Store } from '../../../store/store';
import { createPart } from './part';
import type { Part } from './part';
import { openProxy } from './proxy';
import type { Proxy } from './proxy';
import { smallDisk } from './small-disk';
import type { Disk } from './small-disk';

/** On which ways two processes meet; the one to the partners is in `outside.ts`. */
export const ways = ['caller–API', 'API–store', 'API–Temporal', 'worker–store', 'worker–Temporal'] as const;
export type Way = (typeof ways)[number];

/** Units, with processes, database, Temporal server and keys of their own. */
export interface Installation {
  readonly units: readonly string[];
  readonly origin: string;
  readonly tokens: Readonly<Record<string, string>>;
  readonly ways: Readonly<Record<Way, Proxy>>;
  readonly postgres: Part;
  readonly temporal: Part;
  readonly workers: readonly Part[];
  readonly apis: readonly Part[];
  readonly disk: Disk;
  readonly keys: DevKeys;
  readonly secretFile: string;
  /** Past all proxies, for whoever looks. */
  readonly witness: Witness;
  readonly close: () => Promise<void>;
}

/** How the truth is read: straight from the database and the Temporal server. */
export interface Witness {
  readonly db: Database;
  readonly ring: KeyRing;
  readonly store: Store;
  /** Held back by no row security. */
  readonly admin: Pool;
  readonly temporal: Connection;
  readonly namespaceOf: (unit: string) => string;
}

/** What an installation is made of. */
export interface Plan {
  readonly dir: string;
  readonly profile: Profile;
  readonly units: readonly string[];
  readonly keys: DevKeys;
  /** How callers reach it; made before it, so that others can be told. */
  readonly front: Front;
  readonly addresses: Readonly<Record<string, string>>;
  readonly mail: Env;
  readonly temporalCli: string;
  /** PostgreSQL as it is installed; otherwise the embedded database in its place. */
  readonly isCluster: boolean;
  readonly workers: number;
}

/** Where callers knock, and the ports that it hands on to. */
export interface Front {
  readonly proxy: Proxy;
  readonly ports: readonly number[];
}

const PREFIX = 'sluss';

/** The place where callers knock, for so many API processes. */
export async function openFront(apis: number): Promise<Front> {
  const ports: number[] = [];
  while (ports.length < apis) ports.push(await freePort());
  return { proxy: await openProxy(() => ports), ports };
}

/** Starts an installation with its first worker and its first API; the others wait to be started. */
export async function install(plan: Plan): Promise<Installation> {
  const { dir, units, keys, front } = plan;
  await mkdir(join(dir, 'logs'), { recursive: true });
  const log = (name: string): string => join(dir, 'logs', `${name}.log`);
  const port = { postgres: await freePort(), temporal: await freePort() };
  const disk = await smallDisk(dir, 'database');
  const postgres = createPart(await databaseChild(plan, disk, port.postgres), process.env, log('postgres'));
  await postgres.start();
  const url = await newDatabase(port.postgres, plan.isCluster);
  await migrate(url);
  const namespaces = units.map((unit) => namespaceOf(PREFIX, unit));
  const dbFile = join(dir, 'temporal.db');
  const spec = temporalChild({ cli: plan.temporalCli, namespaces, port: port.temporal, dbFile });
  const temporal = createPart(spec, process.env, log('temporal'));
  await temporal.start();
  await prepareTemporal(`127.0.0.1:${port.temporal}`, namespaces);

  const proxies = {
    'caller–API': front.proxy,
    'API–store': await openProxy(() => [port.postgres]),
    'API–Temporal': await openProxy(() => [port.temporal]),
    'worker–store': await openProxy(() => [port.postgres]),
    'worker–Temporal': await openProxy(() => [port.temporal]),
  };
  const env = await environment(plan);
  const node = (main: string, name: string, via: Env, ready: RegExp): Part => {
    const child = nodeChild(main, [], { name, env: { ...env, ...via }, ready: { line: ready } });
    const args = ['--import', './test/faults/service/clock.mjs', ...child.args];
    return createPart({ ...child, args }, process.env, log(name));
  };
  const through = (store: Proxy, server: Proxy): Env => ({
    SLUSS_DATABASE_URL: at(url, store.port),
    SLUSS_TEMPORAL_ADDRESS: `127.0.0.1:${server.port}`,
  });
  const ofWorker = through(proxies['worker–store'], proxies['worker–Temporal']);
  const ofApi = through(proxies['API–store'], proxies['API–Temporal']);
  const workers = Array.from({ length: plan.workers }, (_, nth) =>
    node('worker/main.ts', `worker${nth + 1}`, ofWorker, /worker ready/),
  );
  const apis = front.ports.map((own, nth) =>
    node('api/main.ts', `api${nth + 1}`, { ...ofApi, SLUSS_API_PORT: String(own) }, /api ready/),
  );
  await Promise.all([workers[0]?.start(), apis[0]?.start()]);
  const witness = await witnessOf(plan, url, port.temporal);
  const close = async (): Promise<void> => {
    await Promise.all([witness.db.close(), witness.admin.end(), witness.temporal.close()]);
    await Promise.all([...workers, ...apis].map((part) => part.kill()));
    await temporal.kill();
    await postgres.kill();
    disk.release();
    for (const proxy of Object.values(proxies)) proxy.close();
  };
  return {
    ...{ units, ways: proxies, postgres, temporal, workers, apis, disk, keys, witness, close },
    origin: originOf(front),
    tokens: await devTokens(keys.token, units, new Date()),
    secretFile: keys.files.apiSecret,
  };
}

/** Scheme, host and port by which the installation is known. */
export function originOf({ proxy }: Front): string {
  return `http://127.0.0.1:${proxy.port}`;
}

/** A cluster as it comes, so with fsync, but with room on a small disk; the embedded database where PostgreSQL is not installed. */
async function databaseChild({ isCluster }: Plan, { home }: Disk, port: number): Promise<ChildSpec> {
  if (isCluster) {
    const child = await postgresChild(home, port);
    return { ...child, args: [...child.args, '-c', 'max_wal_size=128MB'] };
  }
  const args = ['--data', join(home, 'pglite'), '--port', String(port)];
  return nodeChild('dev/postgres-main.ts', args, { name: 'postgres', ready: { line: /ready at/ } });
}

async function newDatabase(port: number, isCluster: boolean): Promise<string> {
  const url = databaseUrl(port, 'postgres');
  if (!isCluster) return url;
  const pool = new Pool({ connectionString: url, max: 1 });
  await pool.query('create database sluss').finally(() => pool.end());
  return databaseUrl(port, 'sluss');
}

function at(url: string, port: number): string {
  const moved = new URL(url);
  moved.port = String(port);
  return moved.href;
}

async function environment({ dir, profile, units, keys, front, addresses, mail }: Plan): Promise<Env> {
  const none = { title: '', variable: '', port: 1 };
  const ports = { api: none, temporal: none, temporalUi: none, postgres: none, police: none, partner: none };
  const own = await serviceEnv({
    ...{ stateDir: dir, profileId: profile.id, profile, units, keys, ports },
    ...{ partnerUnit: '', namespacePrefix: PREFIX, databaseUrl: '' },
  });
  const book = join(dir, 'addresses.json');
  await writeFile(book, JSON.stringify(addresses));
  return {
    ...own,
    ...mail,
    SLUSS_PUBLIC_ORIGIN: originOf(front),
    SLUSS_ADDRESS_BOOK_FILE: book,
    // The load asks faster than people do, and is not to be held up.
    SLUSS_REQUESTS_PER_MINUTE: '1000000',
    SLUSS_MISSES_BEFORE_LOCK: '1000000',
    SLUSS_KEY_CACHE_SECONDS: '1',
  };
}

async function witnessOf({ profile, keys }: Plan, url: string, temporalPort: number): Promise<Witness> {
  const db = connect(url, { max: 4, onIdleError: () => undefined });
  const admin = new Pool({ connectionString: url, max: 2 });
  admin.on('error', () => undefined);
  const masterKeys = fileMasterKeys(keys.files.masterKeys);
  const ring = createKeyRing({ store: createKeyStore(db), masterKeys });
  const store = createStore({ db, ring, profile });
  const temporal = await Connection.connect({ address: `127.0.0.1:${temporalPort}` });
  return { db, ring, store, admin, temporal, namespaceOf: (unit) => namespaceOf(PREFIX, unit) };
}
