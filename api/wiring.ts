import { Connection } from '@temporalio/client';

import type { Profile } from '../domain/profile/profile';
import { toInstant } from '../domain/time/instant';
import { namespaceOf } from '../messages/case-messages';
import { describeFaults, readProfile } from '../profiles/read-profile';
import { readKeyFile } from '../security/key-file';
import { checkKeys } from '../security/key-check';
import { createKeyRing } from '../security/key-ring';
import type { KeyRing, KeyStore } from '../security/key-ring';
import type { MasterKeys } from '../security/master-keys';
import { openMasterKeys } from '../security/master-keys-setting';
import { openPartnerRegistry } from '../security/partner-registry';
import { createCaseReferences } from '../security/references';
import { createReturnAddresses } from '../security/return-address';
import { readAccess } from '../security/temporal-access';
import { connect, neededDatabase } from '../store/database';
import type { Database } from '../store/database';
import { UNADDRESSED } from '../store/inbox';
import { createKeyStore } from '../store/key-store';
import { createStore } from '../store/store';
import type { Check } from '../telemetry/checks';
import { patiently, whyOf } from '../telemetry/patience';
import type { CommonConfig, Config } from './config';
import type { Deps } from './deps';
import { createLimits } from './http/limits';
import type { Leaving } from './process';
import { createTemporalGateway } from './temporal-gateway';
import { openTokens } from './token-config';

/** The service with all it depends on, and how to let go of it. */
export interface Wired {
  readonly deps: Deps;
  readonly close: () => Promise<void>;
}

/** What the process tells of itself, and by what it does. */
export type Told = Pick<Deps, 'log' | 'tracer' | 'metrics' | 'report'>;

/** What opening the database needs of a configuration. */
type DatabaseConfig = Pick<
  CommonConfig,
  'database' | 'masterKeys' | 'keyCacheSeconds' | 'startPatienceSeconds'
>;

/** The database of all units served, with its keys. */
export interface OpenDatabase {
  readonly database: Database;
  readonly keys: { readonly store: KeyStore; readonly masterKeys: MasterKeys };
  readonly keyRing: KeyRing;
}

/** Connects everything that the API depends on. The store is waited for; Temporal is reached when it is first needed (ADR 0022). */
export async function wire(config: Config, told: Told, leaving: Leaving): Promise<Wired> {
  const { report, tracer } = told;
  const { units, files, temporal } = config;
  const profile = profileOf(config.profile);
  const { database, keys, keyRing } = await openDatabase(config, told);
  const partners = await openPartnerRegistry(files.partnerKeys, (fault) => {
    report('partnerKeys', fault);
  });
  const { connection, release } = await reach(temporal, report);
  const limits = createLimits(config.limits, Date.now);
  const heard = heardBy(limits, report);
  const deps: Deps = {
    now: () => toInstant(Date.now()),
    profile,
    units,
    tokens: await openTokens(config.tokens, profile, units),
    partnerKeys: partners.find,
    findReturn: findReturnIn(profile, keyRing),
    references: createCaseReferences(keyRing),
    publicOrigin: config.publicOrigin,
    secret: await readKeyFile(files.secret),
    store: createStore({ db: database, ring: keyRing, profile }),
    gateway: createTemporalGateway({
      ...{ connection, namespacePrefix: temporal.namespacePrefix, units, keyRing, tracer },
    }),
    ...told,
    limits,
    trustedProxies: config.trustedProxies,
    checks: {
      running: leaving.check,
      store: heard('store', () => database.stillFits()),
      temporal: heard('temporal', () => describeNamespaces(connection, config)),
      partnerKeys: partners.check,
    },
    keyChecks: Object.fromEntries(
      keyHolders(units, profile).map((unit) => [unit, () => checkKeys(unit, keys)] as const),
    ),
  };
  const close = async (): Promise<void> => {
    partners.close();
    release();
    await Promise.all([database.close(), connection.close()]);
  };
  return { deps, close };
}

/** A check of which the operator hears once a minute why it fails; whoever asks for readiness is told only that it does. */
function heardBy({ isNews }: Deps['limits'], report: Deps['report']) {
  return (name: string, check: Check): Check =>
    async () => {
      try {
        await check();
      } catch (fault) {
        if (isNews(`readiness ${name}`)) report(`readiness ${name}: ${whyOf(fault)}`, fault);
        throw fault;
      }
    };
}

/**
 * The database, once it answers and has this code's schema, and the ring of keys that open what lies in it.
 *
 * @throws SchemaOlder or SchemaNewer, which say what to do
 */
export async function openDatabase(
  { database: { url, connections }, masterKeys, keyCacheSeconds, startPatienceSeconds }: DatabaseConfig,
  { log, report }: Pick<Told, 'log' | 'report'>,
): Promise<OpenDatabase> {
  const database = connect(url, {
    max: connections,
    onIdleError: (error) => {
      report('database', error);
    },
  });
  const keys = { store: createKeyStore(database), masterKeys: openMasterKeys(masterKeys) };
  await patiently(neededDatabase(database), { seconds: startPatienceSeconds, log });
  return { database, keys, keyRing: createKeyRing({ ...keys, maxAgeMs: keyCacheSeconds * 1000 }) };
}

/** The connection to Temporal; every call carries the token as it is then. */
async function reach(
  { address, access }: Config['temporal'],
  report: Deps['report'],
): Promise<{ readonly connection: Connection; readonly release: () => void }> {
  const { tls, token } = await readAccess(access, report);
  const apiKey = token === undefined ? {} : { apiKey: token.current };
  return { connection: Connection.lazy({ address, tls, ...apiKey }), release: () => token?.close() };
}

/** Everybody who has keys in this process: its units, and those that stand in for none of them. */
function keyHolders(units: Config['units'], { commonAddress }: Profile): readonly string[] {
  return [...units, UNADDRESSED, ...(commonAddress === undefined ? [] : [commonAddress.id])];
}

function findReturnIn({ commonAddress }: Profile, keyRing: KeyRing): Deps['findReturn'] {
  return commonAddress === undefined
    ? () => Promise.resolve(undefined)
    : createReturnAddresses(commonAddress.id, keyRing).find;
}

/** The profile by its id or path; throws with every fault named. */
export function profileOf(idOrPath: string): Profile {
  const reading = readProfile(idOrPath);
  if (!reading.ok) throw new Error(describeFaults(idOrPath, reading.faults));
  return reading.profile;
}

const NAMESPACE_CHECK_MS = 2_500;

async function describeNamespaces(connection: Connection, { units, temporal }: Config): Promise<void> {
  await connection.withDeadline(Date.now() + NAMESPACE_CHECK_MS, () =>
    Promise.all(
      units.map((unit) =>
        connection.workflowService.describeNamespace({
          namespace: namespaceOf(temporal.namespacePrefix, unit),
        }),
      ),
    ),
  );
}
