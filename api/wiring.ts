import { readFile } from 'node:fs/promises';

import { Connection } from '@temporalio/client';

import type { Profile } from '../domain/profile/profile';
import { toInstant } from '../domain/time/instant';
import { namespaceOf } from '../messages/case-messages';
import { describeFaults, readProfile } from '../profiles/read-profile';
import { localKeySet } from '../security/dev-tokens';
import { readKeyFile } from '../security/key-file';
import { checkKeys, createKeyRing } from '../security/key-ring';
import { checkMasterKey, fileMasterKeys } from '../security/master-keys';
import type { MasterKeys } from '../security/master-keys';
import { openPartnerRegistry } from '../security/partner-registry';
import { createReturnAddresses } from '../security/return-address';
import { readAccess } from '../security/temporal-access';
import { connect } from '../store/database';
import { UNADDRESSED } from '../store/inbox';
import { createKeyStore } from '../store/key-store';
import { createStore } from '../store/store';
import type { Config } from './config';
import type { Deps } from './deps';
import { createLimits } from './http/limits';
import { createMetrics } from './http/metrics';
import { createTemporalGateway } from './temporal-gateway';

/** The service with all it depends on, and how to let go of it. */
export interface Wired {
  readonly deps: Deps;
  readonly close: () => Promise<void>;
}

/** Connects everything that the API depends on; nothing is reached before the first request. */
export async function wire(config: Config, report: Deps['report']): Promise<Wired> {
  const { units, files, temporal } = config;
  const profile = profileOf(config.profile);
  const database = connect(config.database.url, {
    max: config.database.connections,
    onIdleError: (error) => {
      report('database', error);
    },
  });
  const masterKeys = fileMasterKeys(files.masterKeys);
  const keys = { store: createKeyStore(database), masterKeys };
  const keyRing = createKeyRing(keys);
  const partners = await openPartnerRegistry(files.partnerKeys, (fault) => {
    report('partnerKeys', fault);
  });
  const { tls, token } = await readAccess(temporal.access, report);
  const connection = Connection.lazy({
    ...{ address: temporal.address, tls },
    ...(token === undefined ? {} : { apiKey: token.current }),
  });
  const deps: Deps = {
    now: () => toInstant(Date.now()),
    profile,
    units,
    tokens: await tokensOf(config),
    partnerKeys: partners.find,
    findReturn: findReturnIn(profile, masterKeys),
    publicOrigin: config.publicOrigin,
    secret: await readKeyFile(files.secret),
    store: createStore({ db: database, ring: keyRing }),
    gateway: createTemporalGateway({ connection, namespacePrefix: temporal.namespacePrefix, units, keyRing }),
    metrics: createMetrics(),
    limits: createLimits(config.limits, Date.now),
    trustedProxies: config.trustedProxies,
    checks: {
      store: () => database.check(),
      temporal: () => describeNamespaces(connection, config),
      partnerKeys: partners.check,
      keys: () =>
        Promise.all([
          ...[...units, UNADDRESSED].map((unit) => checkUnit(files.masterKeys, unit, keys)),
          ...(profile.commonAddress === undefined
            ? []
            : [checkMasterKey(files.masterKeys, profile.commonAddress.id)]),
        ]),
    },
    report,
  };
  const close = async (): Promise<void> => {
    partners.close();
    token?.close();
    await Promise.all([database.close(), connection.close()]);
  };
  return { deps, close };
}

function findReturnIn({ commonAddress }: Profile, keys: MasterKeys): Deps['findReturn'] {
  return commonAddress === undefined
    ? () => Promise.resolve(undefined)
    : createReturnAddresses(commonAddress.id, keys).find;
}

/** The unit has a master key, and it is the one of this database. */
async function checkUnit(dir: string, unit: string, keys: Parameters<typeof checkKeys>[1]): Promise<void> {
  await checkMasterKey(dir, unit);
  await checkKeys(unit, keys);
}

function profileOf(idOrPath: string): Profile {
  const reading = readProfile(idOrPath);
  if (!reading.ok) throw new Error(describeFaults(idOrPath, reading.faults));
  return reading.profile;
}

async function tokensOf({ tokens, units }: Config): Promise<Deps['tokens']> {
  const keys = JSON.parse(await readFile(tokens.keysFile, 'utf8')) as Parameters<typeof localKeySet>[0];
  return {
    issuer: tokens.issuer,
    audience: tokens.audience,
    keySet: localKeySet(keys),
    maxTokenSeconds: tokens.maxSeconds,
    units,
  };
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
