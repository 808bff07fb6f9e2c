import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Connection } from '@temporalio/client';

import { createProcesses, nodeChild } from '../../../dev/processes';
import type { Processes } from '../../../dev/processes';
import { createDatabases, databaseUrl, postgresChild } from '../../../dev/real/postgres';
import { realPrograms } from '../../../dev/real/programs';
import { prepareNamespaces } from '../../../worker/prepare-namespaces';
import { startIdentity } from '../../support/identity';
import type { Identity } from '../../support/identity';
import { signIn } from '../../../dev/identity/sign-in';
import { localCertificate } from './certificate';
import type { LocalCertificate } from './certificate';
import { claimAddresses } from './addresses';
import type { Addresses } from './addresses';
import { startUiFront } from './ui-front';
import { codecEnv, serviceEnvironment, temporalEnv, uiEnv } from './settings';

/** The units served. */
export const UNITS = ['sav', 'hisingen'] as const;

/** Who reads and writes at the Temporal server, as the identity provider says. */
const permissions = {
  worker: UNITS.map((unit) => `sluss-${unit}:write`),
  operator: ['temporal-system:admin'],
  supervisor: (unit: string) => [`sluss-${unit}:read`],
};

export const AUDIENCE = 'urn:sluss:api';
export const SERVER_CONFIG = 'compose/temporal-server.yaml';
export const CLIENT_SECRET = 'invented-secret-of-the-ui';
/** All of the server in one process; an internal frontend is not started unless it is named. */
const SERVICES = ['frontend', 'internal-frontend', 'history', 'matching', 'worker'].flatMap((service) => [
  '--service',
  service,
]);
const TESTS = 'http://127.0.0.1:1/signed-in';
const TOKEN_SECONDS = 850;

/** For whom a token is: this service, or another one that has the same sign-in. */
type Service = 'tests' | 'another-service';

/** The service as an authority would run it: PostgreSQL, the real Temporal server and UI, an identity provider, codec server. */
export interface Stack {
  readonly addresses: Addresses;
  readonly certificate: LocalCertificate;
  /** The Temporal server's program. */
  readonly server: string;
  /** An access token as the person would get it by signing in. */
  readonly token: (person: string, service?: Service) => Promise<string>;
  /** A connection to Temporal that shows the person's token, or none. */
  readonly temporal: (person?: string, service?: Service) => Promise<Connection>;
  /** All that a process has written, as an engine would keep it. */
  readonly said: (name: 'ui' | 'temporal' | 'worker' | 'api' | 'codec') => Promise<string>;
  readonly stop: () => Promise<void>;
}

type Claims = Record<string, string | string[]>;

function staff(): Record<string, Claims> {
  const of: (readonly [string, Claims])[] = UNITS.flatMap((unit) => [
    [`${unit}.caseworker`, { unit, roles: ['caseworker'], permissions: [] }] as const,
    [`${unit}.reception`, { unit, roles: ['reception'], permissions: [] }] as const,
    [
      `${unit}.supervisor`,
      { unit, roles: ['supervisor'], permissions: permissions.supervisor(unit) },
    ] as const,
  ]);
  return {
    ...Object.fromEntries(of),
    'sluss.worker': { permissions: permissions.worker },
    'temporal.operator': { permissions: permissions.operator },
  };
}

/** Starts everything, one after the other, and says what it waits for; `profile` is a municipality's name or file. */
export async function startStack(profile = 'goteborg'): Promise<Stack> {
  const programs = await realPrograms(process.env, console.log);
  const dir = await mkdtemp(join(tmpdir(), 'sluss-ui-'));
  // PostgreSQL runs under another account where this one is root.
  await chmod(dir, 0o711);
  const addresses = await claimAddresses();
  const died: string[] = [];
  const processes = createProcesses({
    logDir: join(dir, 'logs'),
    env: process.env,
    onStarted: () => undefined,
    onDeath: (message) => died.push(message),
  });
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.reverse()) await close();
    await processes.stop();
    await rm(dir, { recursive: true, force: true });
    if (died.length > 0) throw new Error(died.join('\n'));
  };
  try {
    return { ...(await begin({ dir, addresses, programs, processes, closing, profile })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Beginning {
  readonly dir: string;
  readonly addresses: Addresses;
  readonly programs: Awaited<ReturnType<typeof realPrograms>>;
  readonly processes: Processes;
  readonly closing: (() => Promise<void>)[];
  readonly profile: string;
}

async function begin(beginning: Beginning): Promise<Omit<Stack, 'stop'>> {
  const { dir, addresses, programs, processes, closing } = beginning;
  const certificate = await localCertificate(dir);
  await processes.start(await postgresChild(dir, addresses.ports.postgres));
  await createDatabases(programs.sqlTool, addresses.ports.postgres);
  const identity = await identityOf(addresses);
  closing.push(identity.stop);
  const token: Stack['token'] = async (person, client = 'tests') => {
    const given = await signIn({ issuer: identity.issuer, client, redirect: TESTS, person });
    return given.access_token;
  };
  await processes.start({
    name: 'temporal',
    command: programs.server,
    args: ['--config-file', SERVER_CONFIG, 'start', ...SERVICES],
    env: temporalEnv({ addresses, certificate, identity, audience: AUDIENCE }),
    ready: { port: addresses.ports.temporal },
  });
  const ca = await readFile(certificate.ca);
  const temporal: Stack['temporal'] = async (person, service) => {
    const apiKey = person === undefined ? {} : { apiKey: await token(person, service) };
    const address = `127.0.0.1:${addresses.ports.temporal}`;
    const connection = await Connection.connect({ address, tls: { serverRootCACertificate: ca }, ...apiKey });
    closing.push(() => connection.close());
    return connection;
  };
  await prepareNamespaces(
    await temporal('temporal.operator'),
    UNITS.map((unit) => `sluss-${unit}`),
  );
  const tokenFile = join(dir, 'temporal.token');
  await writeFile(tokenFile, await token('sluss.worker'), { mode: 0o600 });
  await startService(beginning, { certificate, identity, tokenFile });
  const said: Stack['said'] = (name) => readFile(join(dir, 'logs', `${name}.log`), 'utf8');
  return { addresses, certificate, server: programs.server, token, temporal, said };
}

function identityOf({ ui }: Addresses): Promise<Identity> {
  return startIdentity({
    audience: AUDIENCE,
    accessTokenSeconds: TOKEN_SECONDS,
    clients: [
      { id: 'tests', redirects: [TESTS] },
      { id: 'another-service', redirects: [TESTS], audience: 'urn:another-service' },
      { id: 'temporal-ui', secret: CLIENT_SECRET, redirects: [`${ui}/auth/sso/callback`] },
    ],
    staff: staff(),
  });
}

interface Parts {
  readonly certificate: LocalCertificate;
  readonly identity: Identity;
  readonly tokenFile: string;
}

async function startService(
  { dir, addresses, programs, processes, closing, profile }: Beginning,
  { certificate, identity, tokenFile }: Parts,
): Promise<void> {
  const env = await serviceEnvironment({
    ...{ dir, addresses, certificate, identity, tokenFile, units: UNITS, audience: AUDIENCE, profile },
    databaseUrl: databaseUrl(addresses.ports.postgres, 'sluss'),
  });
  await Promise.all([
    processes.start(
      nodeChild('worker/main.ts', [], { name: 'worker', env, ready: { line: /worker ready/ } }),
    ),
    processes.start(nodeChild('api/main.ts', [], { name: 'api', env, ready: { line: /api ready/ } })),
  ]);
  const codec = codecEnv(env, addresses, certificate);
  await processes.start(
    nodeChild('api/codec-main.ts', [], { name: 'codec', env: codec, ready: { line: /codec server ready/ } }),
  );
  await processes.start({
    name: 'ui',
    command: programs.ui,
    args: ['--root', '.', '--config', 'compose', '--env', 'temporal-ui', 'start'],
    env: uiEnv({ addresses, certificate, identity, clientSecret: CLIENT_SECRET }),
    ready: { port: addresses.ports.ui },
  });
  const { ui: target, uiFront: port } = addresses.ports;
  closing.push(await startUiFront({ port, target }, certificate));
}
