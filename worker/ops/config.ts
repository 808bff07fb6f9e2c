import type { PartyId } from '../../domain/kernel/actor';
import { databaseFaults, databaseUrlIn } from '../../security/database-address';
import { listOf } from '../../security/listed';
import { masterKeysFaults, masterKeysSetting } from '../../security/master-keys-setting';
import type { MasterKeysSetting } from '../../security/master-keys-setting';
import { accessFilesIn, faultsOf } from '../../security/temporal-access';
import type { AccessFiles } from '../../security/temporal-access';
import { stateDirOf } from './embedded-run';
import type { Env } from './embedded-run';

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

/**
 * Reads what the tools need.
 *
 * @throws Error with every name that is missing or wrong, and no value
 */
export function readOpsConfig(env: Env): OpsConfig {
  refuseUnnamed(env);
  const faults: string[] = [];
  const address = env['SLUSS_TEMPORAL_ADDRESS'] ?? '';
  const access = accessFilesIn(env);
  const masterKeys = masterKeysSetting(env);
  const config: Omit<OpsConfig, 'database'> = {
    temporal: { address, namespacePrefix: env['SLUSS_NAMESPACE_PREFIX'] ?? 'sluss', access },
    units: listOf(env['SLUSS_UNITS'] ?? ''),
    masterKeys,
  };
  faults.push(...databaseFaults(env));
  faults.push(...faultsOf(access, address), ...masterKeysFaults(masterKeys));
  if (faults.length === 0) return { ...config, database: databaseUrlIn(env) };
  throw new Error(`The tools do not know what to work with: ${faults.join('; ')}.\n${HOW_TO_NAME}`);
}

/**
 * Refuses to work where nothing is named: neither a database, nor an embedded run that was ever started.
 *
 * @throws Error that says first what to do
 */
export function refuseUnnamed(env: Env): void {
  if ((env['SLUSS_DATABASE_URL'] ?? '') !== '') return;
  throw new Error(
    `Start the service first: npm start. None has been started in ${stateDirOf(env)}; one that has its state elsewhere is named by SLUSS_STATE_DIR.\n` +
      'Any other service is named by what its worker is started with, beginning with SLUSS_DATABASE_URL (docs/configuration.md).',
  );
}

/** What to do about something that is not named. */
export const HOW_TO_NAME =
  'Set what the worker is started with (docs/configuration.md); or, for the embedded run, start it once (npm start) and name its SLUSS_STATE_DIR.';
