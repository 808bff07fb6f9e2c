import { isIP } from 'node:net';

import { z } from 'zod';

import type { LimitSettings } from './http/limits';
import { standardLimits } from './http/limits';
import { accessFilesIn, faultsOf } from '../security/temporal-access';
import type { AccessFiles } from '../security/temporal-access';
import { databaseFaults, databaseUrlIn } from '../security/database-address';
import { listOf } from '../security/listed';
import { masterKeysFaults, masterKeysSetting } from '../security/master-keys-setting';
import type { MasterKeysSetting } from '../security/master-keys-setting';
import { tokenFaults, tokenSettings, tokenVariables } from './token-config';
import type { TokenSettings } from './token-config';

const unitId = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,40}$/);

/** An address, or a network as address/bits. */
const network = z.string().refine((text) => isIP(text.replace(/\/\d{1,3}$/, '')) !== 0);

/** What every process that answers people reads; names and defaults are told in docs/configuration.md. */
export const CommonEnvironment = z.object({
  SLUSS_REQUESTS_PER_MINUTE: z.coerce.number().int().min(60).default(standardLimits.requestsPerMinute),
  SLUSS_MISSES_BEFORE_LOCK: z.coerce.number().int().min(5).default(standardLimits.misses),
  SLUSS_LOCK_SECONDS: z.coerce.number().int().min(60).default(standardLimits.lockSeconds),
  SLUSS_TRUSTED_PROXIES: z.string().default('').transform(listOf).pipe(z.array(network)),
  SLUSS_DATABASE_URL: z.string().min(1),
  SLUSS_DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(100).default(10),
  SLUSS_START_PATIENCE_SECONDS: z.coerce.number().int().min(1).max(3_600).default(300),
  SLUSS_LEAVE_SECONDS: z.coerce.number().int().min(0).max(300).default(0),
  SLUSS_NAMESPACE_PREFIX: z.string().min(1).default('sluss'),
  SLUSS_PROFILE: z.string().min(1),
  SLUSS_UNITS: z.string().transform(listOf).pipe(z.array(unitId).min(1)),
  SLUSS_MASTER_KEYS: z.string().min(1),
  SLUSS_VAULT_TOKEN_FILE: z.string().optional(),
  SLUSS_VAULT_CA_FILE: z.string().optional(),
  SLUSS_KEY_CACHE_SECONDS: z.coerce.number().int().min(1).max(600).default(600),
  ...tokenVariables,
});

/** And what the API reads beside that. */
const Environment = CommonEnvironment.extend({
  SLUSS_API_HOST: z.string().default('127.0.0.1'),
  SLUSS_API_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  SLUSS_PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }),
  SLUSS_TEMPORAL_ADDRESS: z.string().min(1),
  SLUSS_PARTNER_KEYS_FILE: z.string().min(1),
  SLUSS_API_SECRET_FILE: z.string().min(1),
});

/** What every process that answers people is started with. */
export interface CommonConfig {
  readonly database: { readonly url: string; readonly connections: number };
  readonly limits: LimitSettings;
  readonly trustedProxies: readonly string[];
  readonly profile: string;
  readonly units: readonly string[];
  readonly masterKeys: MasterKeysSetting;
  /** Seconds that a data key stays unwrapped in memory. */
  readonly keyCacheSeconds: number;
  readonly tokens: TokenSettings;
  /** How long the store is waited for at the start. */
  readonly startPatienceSeconds: number;
  /** How long a process that was told to end goes on serving, while its readiness says that it leaves. */
  readonly leaveSeconds: number;
}

/** What the API is started with. */
export interface Config extends CommonConfig {
  readonly host: string;
  readonly port: number;
  /** Scheme, host and port by which partners address the service: part of what they sign (PIN-1). */
  readonly publicOrigin: string;
  readonly temporal: {
    readonly address: string;
    readonly namespacePrefix: string;
    readonly access: AccessFiles;
  };
  readonly files: { readonly partnerKeys: string; readonly secret: string };
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the environment of a process; throws with every fault named, and no value. */
export function readEnvironment<S extends typeof CommonEnvironment>(
  schema: S,
  env: Env,
  who: string,
): z.output<S> {
  const read = schema.safeParse(env);
  const faults = read.success
    ? [...databaseFaults(env), ...masterKeysFaults(masterKeysSetting(env)), ...tokenFaults(read.data)]
    : read.error.issues.map(({ path, code }) => `${path.join('.')} is missing or wrong (${code})`);
  if (read.success && faults.length === 0) return read.data;
  throw new Error(`${who} cannot start: ${[...new Set(faults)].join('; ')}`);
}

/** What the API was told; throws with every fault named, and no value. */
export function readConfig(env: Env): Config {
  const data = readEnvironment(Environment, env, 'The API');
  const access = accessFilesIn(env);
  const faults = faultsOf(access, data.SLUSS_TEMPORAL_ADDRESS);
  if (faults.length > 0) throw new Error(`The API cannot start: ${faults.join('; ')}`);
  return {
    ...commonOf(data, env),
    host: data.SLUSS_API_HOST,
    port: data.SLUSS_API_PORT,
    publicOrigin: new URL(data.SLUSS_PUBLIC_ORIGIN).origin,
    temporal: {
      address: data.SLUSS_TEMPORAL_ADDRESS,
      namespacePrefix: data.SLUSS_NAMESPACE_PREFIX,
      access,
    },
    files: { partnerKeys: data.SLUSS_PARTNER_KEYS_FILE, secret: data.SLUSS_API_SECRET_FILE },
  };
}

/** The part that processes have in common. */
export function commonOf(data: z.output<typeof CommonEnvironment>, env: Env): CommonConfig {
  return {
    database: { url: databaseUrlIn(env), connections: data.SLUSS_DATABASE_CONNECTIONS },
    limits: {
      requestsPerMinute: data.SLUSS_REQUESTS_PER_MINUTE,
      misses: data.SLUSS_MISSES_BEFORE_LOCK,
      lockSeconds: data.SLUSS_LOCK_SECONDS,
    },
    trustedProxies: data.SLUSS_TRUSTED_PROXIES,
    profile: data.SLUSS_PROFILE,
    units: data.SLUSS_UNITS,
    masterKeys: masterKeysSetting(env),
    keyCacheSeconds: data.SLUSS_KEY_CACHE_SECONDS,
    tokens: tokenSettings(data),
    startPatienceSeconds: data.SLUSS_START_PATIENCE_SECONDS,
    leaveSeconds: data.SLUSS_LEAVE_SECONDS,
  };
}
