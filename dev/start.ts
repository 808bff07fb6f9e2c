import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Profile } from '../domain/profile/profile';
import { namespaceOf } from '../messages/case-messages';
import { describeFaults, readProfile } from '../profiles/read-profile';
import { databaseUrlIn } from '../security/database-address';
import { UNADDRESSED } from '../store/inbox';
import { migrate } from '../store/migrate';
import { temporalCli } from './binaries';
import { ensureKeys } from './keys';
import type { DevKeys } from './keys';
import type { Lock } from './lock';
import { takeLock } from './lock';
import { checkPorts, readPorts } from './ports';
import { postgresUrl } from './postgres';
import { createProcesses, nodeChild } from './processes';
import type { Processes } from './processes';
import { messageOf, root } from './root';
import type { Env } from './root';
import { serviceEnv } from './service-env';
import { devTokens } from './staff';
import { prepareTemporal, temporalChild } from './temporal';
import { welcome } from './welcome';

process.env['TZ'] = 'UTC';

const READY_WITHIN_MS = 60_000;
const NAMESPACE_PREFIX = 'sluss';

type Ports = ReturnType<typeof readPorts>;

/** What a start works with. */
interface Plan {
  readonly env: Env;
  readonly stateDir: string;
  readonly ports: Ports;
  readonly profileId: string;
  readonly profile: Profile;
  /** The last district plays the unit whose system is not this service. */
  readonly partnerUnit: string;
  readonly units: readonly string[];
}

function planOf(env: Env): Plan {
  const profileId = env['SLUSS_PROFILE'] ?? 'goteborg';
  const reading = readProfile(profileId);
  if (!reading.ok) throw new Error(describeFaults(profileId, reading.faults));
  const { profile } = reading;
  const partnerUnit = profile.units.filter((unit) => unit.function === 'district').at(-1)?.id ?? '';
  return {
    ...{ env, profileId, profile, partnerUnit },
    stateDir: resolve(env['SLUSS_STATE_DIR'] ?? join(root, '.sluss')),
    ports: readPorts(env),
    units: profile.units.map(({ id }) => id).filter((id) => id !== partnerUnit),
  };
}

const say = (line: string): void => {
  console.log(`  ${line}`);
};

/** The embedded database, or the one that DATABASE_URL names; migrated. */
async function database({ env, stateDir, ports }: Plan, processes: Processes): Promise<string> {
  const own = env['DATABASE_URL'];
  const url = own === undefined ? postgresUrl(ports.postgres.port) : databaseUrlIn(env, 'DATABASE_URL');
  if (own === undefined) {
    say('PostgreSQL: the embedded one (PGlite)');
    const args = ['--data', join(stateDir, 'postgres'), '--port', String(ports.postgres.port)];
    await processes.start(
      nodeChild('dev/postgres-main.ts', args, { name: 'postgres', ready: { line: /ready at/ } }),
    );
  } else {
    say('PostgreSQL: the one that DATABASE_URL names');
  }
  await migrate(url).catch((error: unknown) => {
    const named = own === undefined ? 'The embedded database' : 'The database of DATABASE_URL (postgres://…)';
    throw new Error(`${named} cannot be used: ${messageOf(error)}`, { cause: error });
  });
  return url;
}

async function temporal({ env, stateDir, ports, units }: Plan, processes: Processes): Promise<void> {
  const cli = await temporalCli(env, say);
  say('Temporal: the dev server, a namespace for each unit');
  const namespaces = units.map((unit) => namespaceOf(NAMESPACE_PREFIX, unit));
  const { port } = ports.temporal;
  const uiPort = ports.temporalUi.port;
  await processes.start(
    temporalChild({ cli, namespaces, port, uiPort, dbFile: join(stateDir, 'temporal.db') }),
  );
  await prepareTemporal(`127.0.0.1:${port}`, namespaces);
}

async function service(plan: Plan, processes: Processes, keys: DevKeys, databaseUrl: string): Promise<void> {
  const env = await serviceEnv({ ...plan, databaseUrl, keys, namespacePrefix: NAMESPACE_PREFIX });
  // For the operator's tools, which work with what the parts were started with.
  await writeFile(join(plan.stateDir, 'environment.json'), JSON.stringify(env, null, 2), { mode: 0o600 });
  say('Stand-in partners: the police, and a district with another system');
  await processes.start(
    nodeChild('dev/partners-main.ts', [], { name: 'partners', env, ready: { line: /partners ready/ } }),
  );
  say('Notices: the built-in inbox only; no mail leaves this run');
  say(`Worker and API for ${plan.units.join(', ')}`);
  await Promise.all([
    processes.start(
      nodeChild('worker/main.ts', [], { name: 'worker', env, ready: { line: /worker ready/ } }),
    ),
    processes.start(nodeChild('api/main.ts', [], { name: 'api', env, ready: { line: /api ready/ } })),
  ]);
}

async function untilReady(api: string): Promise<void> {
  const lastMoment = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${api}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    if (Date.now() > lastMoment)
      throw new Error(`${api}/readyz is not ready: ${await (answer?.text() ?? 'no answer')}`);
    await sleep(100);
  }
}

/** Writes down where everything is, with a token for each role, before anything answers; gives what to print when it does. */
async function describe(
  plan: Plan,
  keys: DevKeys,
  lock: Lock,
): Promise<{ readonly api: string; readonly text: string }> {
  const { ports, stateDir, units } = plan;
  const at = (port: number): string => `http://127.0.0.1:${port}`;
  const api = at(ports.api.port);
  const tokens = await devTokens(keys.token, units, new Date());
  const addresses = {
    api,
    docs: `${api}/docs`,
    ui: at(ports.temporalUi.port),
    police: at(ports.police.port),
    district: at(ports.partner.port),
  };
  lock.recordAddresses(addresses);
  const file = join(stateDir, 'service.json');
  await writeFile(file, JSON.stringify({ ...addresses, units, tokens }, null, 2), { mode: 0o600 });
  return { api, text: welcome(plan.profile, addresses, tokens, file) };
}

/** Resolves when the service is to end: on Ctrl-C, on SIGTERM, or when one of its parts has died. */
function endOf(): { readonly asked: Promise<string | undefined>; readonly died: (message: string) => void } {
  let died: (message: string) => void = () => undefined;
  const asked = new Promise<string | undefined>((resolveEnd) => {
    died = resolveEnd;
    process.on('SIGINT', () => {
      resolveEnd(undefined);
    });
    process.on('SIGTERM', () => {
      resolveEnd(undefined);
    });
  });
  return { asked, died };
}

/** Starts everything, and tells where it is. */
async function begin(plan: Plan, processes: Processes, lock: Lock): Promise<void> {
  const { postgres, ...others } = plan.ports;
  const embedded = plan.env['DATABASE_URL'] === undefined;
  await checkPorts([...Object.values(others), ...(embedded ? [postgres] : [])]);
  const { police, commonAddress } = plan.profile;
  const common = commonAddress === undefined ? [] : [commonAddress.id];
  const parties = [...plan.units, plan.partnerUnit, ...common, ...police.map(({ id }) => id)];
  const keys = await ensureKeys(plan.stateDir, [...plan.units, UNADDRESSED, ...common], parties);
  const url = await database(plan, processes);
  await temporal(plan, processes);
  const { api, text } = await describe(plan, keys, lock);
  await service(plan, processes, keys, url);
  await untilReady(api);
  console.log(text);
}

async function run(plan: Plan, lock: Lock): Promise<void> {
  const { asked, died } = endOf();
  const processes = createProcesses({
    logDir: join(plan.stateDir, 'logs'),
    env: plan.env,
    onStarted: lock.recordChild,
    onDeath: died,
  });
  try {
    // Also while it begins: a download or a slow child must not keep anyone from stopping it.
    const trouble = await Promise.race([asked, begin(plan, processes, lock).then(() => asked)]);
    if (trouble !== undefined) throw new Error(trouble);
    console.log('\nStopping; the cases go on at the next start.');
  } finally {
    await processes.stop();
    lock.release();
  }
}

async function main(): Promise<void> {
  const plan = planOf(process.env);
  console.log(`Sluss for ${plan.profile.municipality}; state in ${plan.stateDir}`);
  await run(plan, await takeLock(plan.stateDir, say));
  // What was still beginning when it was stopped must not hold it.
  process.exit(0);
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exit(1);
});
