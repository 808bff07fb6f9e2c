import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Express } from 'express';

import { createApp } from '../../../api/app';
import type { Deps } from '../../../api/deps';
import { createLimits } from '../../../api/http/limits';
import { createApiMetrics } from '../../../telemetry/api-metrics';
import { createTracer } from '../../../telemetry/tracing';
import { openEmbedded } from '../../support/embedded';
import type { Reader } from '../../../domain/kernel/actor';
import type { TokenKey } from '../../../security/dev-tokens';
import { createTokenKey, issueDevToken, localKeySet } from '../../../security/dev-tokens';
import { createKeyRing } from '../../../security/key-ring';
import type { KeyRing } from '../../../security/key-ring';
import { createMasterKey, fileMasterKeys } from '../../../security/master-key-files';
import { createCaseReferences } from '../../../security/references';
import type { ReturnAddresses } from '../../../security/return-address';
import { createReturnAddresses } from '../../../security/return-address';
import { standardSignIn } from '../../../security/sign-in';
import type { SigningKey } from '../../../security/party-keys';
import { createSigningKey, readPartnerKeys } from '../../../security/party-keys';
import { connect } from '../../../store/database';
import { createKeyStore } from '../../../store/key-store';
import { migrate } from '../../../store/migrate';
import { createStore } from '../../../store/store';
import type { Store } from '../../../store/store';
import { domainGateway } from './domain-gateway';
import { profile } from './profile';

/** 10:00 on a Monday in Göteborg. */
export const START = '2026-03-02T09:00:00.000Z';
/** The embedded database starts slowly where many things run at once. */
export const START_MS = 240_000;
export const ORIGIN = 'https://sluss.example';
const ISSUER = 'https://id.example';
const units = ['sav', 'centrum', 'hisingen', 'nordost', 'sydvast', 'socialjour'];
const parties = ['las', 'bops', 'partner', 'goteborg', 'socialjour', 'sav', 'hisingen'];

/** The service with the real store, on rules that run in this process instead of in a workflow. */
export interface Service {
  readonly app: Express;
  readonly deps: Deps;
  /** All of the store, also what is the worker's. */
  readonly store: Store;
  /** Of its database, by a login that row security does not hold back. */
  readonly databaseUrl: string;
  readonly keyRing: KeyRing;
  /** Where its master keys lie. */
  readonly masterKeysDir: string;
  /** The service with something else in place of a part of it. */
  readonly but: (parts: Partial<Deps>) => Express;
  readonly clock: { now: string };
  readonly token: (
    reader: Reader,
    change?: { readonly issuer?: string; readonly lifetimeSeconds?: number },
  ) => Promise<string>;
  readonly forgedToken: (reader: Reader) => Promise<string>;
  readonly signingKeys: Readonly<Record<string, SigningKey>>;
  readonly returns: ReturnAddresses;
  readonly reports: { readonly reference: string; readonly fault: unknown }[];
  readonly close: () => Promise<void>;
}

/** The store with other parts, also within a transaction, which it then is not. */
export function storeWith(store: Deps['store'], parts: Partial<Deps['store']>): Deps['store'] {
  const changed = { ...store, ...parts };
  return { ...changed, inOne: (_unit, work) => work(changed) };
}

/** Starts the service on an empty embedded database. */
export async function openService(): Promise<Service> {
  const database = await openEmbedded();
  await migrate(database.url);
  const dir = await mkdtemp(join(tmpdir(), 'sluss-api-'));
  const masters = [...units, 'unaddressed', 'goteborg'];
  const masterKeysDir = join(dir, 'master');
  await Promise.all(masters.map((unit) => createMasterKey(masterKeysDir, unit)));
  const db = connect(database.url, { max: 4 });
  const keyRing = createKeyRing({
    store: createKeyStore(db),
    masterKeys: fileMasterKeys(masterKeysDir),
  });
  const returns = createReturnAddresses('goteborg', keyRing);
  const store = createStore({ db, ring: keyRing, profile: profile() });
  const clock = { now: START };
  const tokenKey = await createTokenKey(join(dir, 'tokens'));
  const otherKey = await createTokenKey(join(dir, 'other'));
  const signingKeys = await signingKeysOf(join(dir, 'signing'));
  const reports: Service['reports'] = [];
  const deps: Deps = {
    now: () => clock.now,
    profile: profile(),
    units,
    tokens: {
      issuer: ISSUER,
      audience: 'sluss',
      keySet: localKeySet(tokenKey.jwks),
      algorithms: ['EdDSA'],
      signIn: standardSignIn(units),
      maxTokenSeconds: 3600,
      units,
    },
    partnerKeys: readPartnerKeys(Object.values(signingKeys).map(({ entry }) => entry)),
    findReturn: returns.find,
    references: createCaseReferences(keyRing),
    publicOrigin: ORIGIN,
    secret: randomBytes(32),
    store,
    gateway: domainGateway(store.journal, profile(), () => clock.now),
    metrics: createApiMetrics(),
    log: () => undefined,
    tracer: createTracer('api', undefined),
    // Far beyond what a test sends; test/api/limits.test.ts sets the shipped ones.
    limits: createLimits({ requestsPerMinute: 1e6, misses: 1e6, lockSeconds: 60 }, Date.now),
    trustedProxies: [],
    checks: { store: () => db.check(), temporal: () => Promise.resolve() },
    keyChecks: { sav: () => Promise.resolve(), hisingen: () => Promise.resolve() },
    report: (reference, fault) => {
      reports.push({ reference, fault });
    },
  };
  const issue =
    (key: TokenKey): Service['token'] =>
    (reader, change = {}) =>
      issueDevToken(key, {
        ...reader,
        issuer: change.issuer ?? ISSUER,
        audience: 'sluss',
        now: new Date(clock.now),
        lifetimeSeconds: change.lifetimeSeconds ?? 3600,
      });
  return {
    app: createApp(deps),
    deps,
    store,
    databaseUrl: database.url,
    keyRing,
    masterKeysDir,
    but: (parts) => createApp({ ...deps, ...parts }),
    clock,
    token: issue(tokenKey),
    forgedToken: issue(otherKey),
    signingKeys,
    returns,
    reports,
    close: async () => {
      await db.close();
      await database.close();
      await rm(dir, { recursive: true });
    },
  };
}

async function signingKeysOf(dir: string): Promise<Readonly<Record<string, SigningKey>>> {
  const keys = await Promise.all(parties.map((party) => createSigningKey(dir, party)));
  return Object.fromEntries(keys.map((key) => [key.party, key]));
}
