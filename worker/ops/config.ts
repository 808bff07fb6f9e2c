import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PartyId } from '../../domain/kernel/actor';
import { databaseFaults, databaseUrlIn } from '../../security/database-address';
import { masterKeysFaults, masterKeysSetting } from '../../security/master-keys-setting';
import type { MasterKeysSetting } from '../../security/master-keys-setting';
import { accessFilesIn, faultsOf } from '../../security/temporal-access';
import type { AccessFiles } from '../../security/temporal-access';

/** The environment as a value: only the program that is started reads the real one. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What the operator's tools work with: the worker's own variables, and no more of them than they need. */
export interface OpsConfig {
  readonly database: string;
  readonly temporal: {
    readonly address: string;
    readonly namespacePrefix: string;
    readonly access: AccessFiles;
  };
  readonly units: readonly PartyId[];
  readonly masterKeys: MasterKeysSetting;
}

/** The file in which the embedded run writes down how its parts were started. */
const EMBEDDED = 'environment.json';

/** Where the embedded run keeps everything. */
export function stateDirOf(env: Env): string {
  return resolve(env['SLUSS_STATE_DIR'] ?? '.sluss');
}

/** The environment, with that of the embedded run in place of what is not named; the whole of it where no database is. */
export function withEmbedded(env: Env): Env {
  const file = join(stateDirOf(env), EMBEDDED);
  if ((env['SLUSS_DATABASE_URL'] ?? '') !== '' || !existsSync(file)) return env;
  const embedded = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  return { ...embedded, ...env };
}

/**
 * Reads what the tools need.
 *
 * @throws Error with every name that is missing or wrong, and no value
 */
export function readOpsConfig(env: Env): OpsConfig {
  const faults: string[] = [];
  const address = env['SLUSS_TEMPORAL_ADDRESS'] ?? '';
  const access = accessFilesIn(env);
  const masterKeys = masterKeysSetting(env);
  const config: Omit<OpsConfig, 'database'> = {
    temporal: { address, namespacePrefix: env['SLUSS_NAMESPACE_PREFIX'] ?? 'sluss', access },
    units: (env['SLUSS_UNITS'] ?? '')
      .split(',')
      .map((unit) => unit.trim())
      .filter((unit) => unit !== ''),
    masterKeys,
  };
  if ((env['SLUSS_DATABASE_URL'] ?? '') === '') faults.push('SLUSS_DATABASE_URL is missing');
  else faults.push(...databaseFaults(env));
  faults.push(...faultsOf(access, address), ...masterKeysFaults(masterKeys));
  if (faults.length === 0) return { ...config, database: databaseUrlIn(env) };
  throw new Error(`The tools do not know what to work with: ${faults.join('; ')}.\n${HOW_TO_NAME}`);
}

/** What to do about something that is not named. */
export const HOW_TO_NAME =
  'Set what the worker is started with (docs/configuration.md); or, for the embedded run, start it once (npm start) and name its SLUSS_STATE_DIR.';
