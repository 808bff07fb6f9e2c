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
import { createReturnAddresses } from '../security/return-address';
import { readAccess } from '../security/temporal-access';
import { connect } from '../store/database';
import type { Database } from '../store/database';
import { UNADDRESSED } from '../store/inbox';
import { createKeyStore } from '../store/key-store';
import { createStore } from '../store/store';
import type { CommonConfig, Config } from './config';
import type { Deps } from './deps';
import { createLimits } from './http/limits';
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
type DatabaseConfig = Pick<CommonConfig, 'database' | 'masterKeys' | 'keyCacheSeconds'>;

/** The database of all units served, with its keys. */
export interface OpenDatabase {
  readonly database: Database;
  readonly keys: { readonly store: KeyStore; readonly masterKeys: MasterKeys };
  readonly keyRing: KeyRing;
}

/** Connects everything that the API depends on; nothing is reached before the first request. */
export async function wire(config: Config, told: Told): Promise<Wired> {
  const { report, tracer } = told;
  const { units, files, temporal } = config;
  const profile = profileOf(config.profile);
  const { database, keys, keyRing } = openDatabase(config, report);
  const partners = await openPartnerRegistry(files.partnerKeys, (fault) => {
    report('partnerKeys', fault);
  });
  const { connection, release } = await reach(temporal, report);
  const deps: Deps = {
    now: () => toInstant(Date.now()),
    profile,
    units,
    tokens: await openTokens(config.tokens, profile, units),
    partnerKeys: partners.find,
    findReturn: findReturnIn(profile, keyRing),
    publicOrigin: config.publicOrigin,
    secret: await readKeyFile(files.secret),
    store: createStore({ db: database, ring: keyRing, profile }),
    gateway: createTemporalGateway({
      ...{ connection, namespacePrefix: temporal.namespacePrefix, units, keyRing, tracer },
    }),
    ...told,
    limits: createLimits(config.limits, Date.now),
    trustedProxies: config.trustedProxies,
    checks: {
      store: () => database.check(),
      temporal: () => describeNamespaces(connection, config),
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

/** The database, and the ring of keys that open what lies in it. */
export function openDatabase(
  { database: { url, connections }, masterKeys, keyCacheSeconds }: DatabaseConfig,
  report: Deps['report'],
): OpenDatabase {
  const database = connect(url, {
    max: connections,
    onIdleError: (error) => {
      report('database', error);
    },
  });
  const keys = { store: createKeyStore(database), masterKeys: openMasterKeys(masterKeys) };
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
