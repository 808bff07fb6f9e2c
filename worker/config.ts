import { isMailUrl } from '../activities/smtp-notifier';
import { isMailAddress } from '../activities/staff-addresses';
import type { PartyId } from '../domain/kernel/actor';
import { databaseFaults, databaseUrlIn } from '../security/database-address';
import { listOf } from '../security/listed';
import { masterKeysFaults, masterKeysSetting } from '../security/master-keys-setting';
import type { MasterKeysSetting } from '../security/master-keys-setting';
import { accessFilesIn, faultsOf } from '../security/temporal-access';
import type { AccessFiles } from '../security/temporal-access';
import { BUILD_ID } from './deployment';

/** What the worker is started with; the names and defaults of its environment are told in the README. */
export interface Config {
  readonly temporal: {
    readonly address: string;
    readonly namespacePrefix: string;
    readonly access: AccessFiles;
  };
  readonly database: { readonly url: string; readonly connections: number };
  /** How long the store and Temporal are waited for at the start. */
  readonly startPatienceSeconds: number;
  readonly profile: string;
  readonly units: readonly PartyId[];
  readonly masterKeys: MasterKeysSetting;
  /** Seconds that a data key stays unwrapped in memory. */
  readonly keyCacheSeconds: number;
  readonly files: { readonly signingKeys: string; readonly addressBook: string };
  /** Hosts that letters may go to without TLS, beside this machine. */
  readonly plainHosts: readonly string[];
  /** Cases that each unit's worker keeps in memory. */
  readonly cachedCases: number;
  /** Which code this is; absent: the worker is unversioned. */
  readonly buildId?: string;
  /** Absent: notices stand in the built-in inbox only. */
  readonly mail?: MailConfig;
}

/** How notices are mailed (NTF-1, NTF-2). */
export interface MailConfig {
  /** Of the mail server: `smtp://` or `smtps://`, with user and password where it wants them. */
  readonly url: string;
  readonly from: string;
  /** The address under which people reach the service. */
  readonly publicUrl: string;
  readonly staffAddresses: string;
}

type Env = Readonly<Record<string, string | undefined>>;
type Text = (name: string) => string;

/** Reads the environment; throws with every name that is missing or wrong, and no value. */
export function readConfig(env: Env): Config {
  const faults: string[] = [];
  const text: Text = (name) => {
    const value = env[name] ?? '';
    if (value === '') faults.push(`${name} is missing`);
    return value;
  };
  const count = (name: string, otherwise: number): number => {
    const value = Number(env[name] ?? otherwise);
    if (!Number.isInteger(value) || value < 1) faults.push(`${name} must be a whole number from 1`);
    return value;
  };
  const config: Config = {
    temporal: {
      address: text('SLUSS_TEMPORAL_ADDRESS'),
      namespacePrefix: env['SLUSS_NAMESPACE_PREFIX'] ?? 'sluss',
      access: accessFilesIn(env),
    },
    database: { url: text('SLUSS_DATABASE_URL'), connections: count('SLUSS_DATABASE_CONNECTIONS', 10) },
    startPatienceSeconds: count('SLUSS_START_PATIENCE_SECONDS', 300),
    profile: text('SLUSS_PROFILE'),
    units: listOf(text('SLUSS_UNITS')),
    masterKeys: masterKeysSetting(env),
    keyCacheSeconds: count('SLUSS_KEY_CACHE_SECONDS', 600),
    files: {
      signingKeys: text('SLUSS_SIGNING_KEYS_DIR'),
      addressBook: text('SLUSS_ADDRESS_BOOK_FILE'),
    },
    plainHosts: listOf(env['SLUSS_PLAIN_HTTP_HOSTS'] ?? ''),
    cachedCases: count('SLUSS_WORKER_CACHED_CASES', 300),
    ...buildOf(env['SLUSS_BUILD_ID'] ?? '', faults),
    ...((env['SLUSS_MAIL_URL'] ?? '') === '' ? {} : { mail: mailOf(text, faults) }),
  };
  faults.push(...faultsOf(config.temporal.access, config.temporal.address));
  if (config.database.url !== '') faults.push(...databaseFaults(env));
  faults.push(...masterKeysFaults(config.masterKeys));
  if (faults.length > 0) throw new Error(`The worker cannot start: ${faults.join('; ')}`);
  return { ...config, database: { ...config.database, url: databaseUrlIn(env) } };
}

function buildOf(buildId: string, faults: string[]): { readonly buildId?: string } {
  if (buildId === '') return {};
  if (!BUILD_ID.test(buildId))
    faults.push('SLUSS_BUILD_ID may have letters, digits, full stops, hyphens and underscores, at most 64');
  return { buildId };
}

function mailOf(text: Text, faults: string[]): MailConfig {
  const url = text('SLUSS_MAIL_URL');
  const from = text('SLUSS_MAIL_FROM');
  const publicUrl = text('SLUSS_PUBLIC_URL');
  const staffAddresses = text('SLUSS_STAFF_ADDRESSES_FILE');
  if (!isMailUrl(url)) faults.push('SLUSS_MAIL_URL must be smtp:// or smtps:// with a host');
  if (from !== '' && !isMailAddress(from)) faults.push('SLUSS_MAIL_FROM must be one plain mail address');
  if (publicUrl !== '' && !/^https?:\/\/[^\s?#]+$/.test(publicUrl))
    faults.push('SLUSS_PUBLIC_URL must be an http or https address without query or fragment');
  return { url, from, publicUrl, staffAddresses };
}
