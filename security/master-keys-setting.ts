import { fileMasterKeys } from './master-key-files';
import type { VersionedMasterKeys } from './master-keys';
import { vaultMasterKeys } from './vault-master-keys';

/** What the environment says of the master keys. */
export interface MasterKeysSetting {
  /** `file:<directory>`, or `vault:<address>/<mount of transit>/<prefix of the keys' names>`. */
  readonly masterKeys: string;
  readonly vaultTokenFile?: string;
  readonly vaultCaFile?: string;
}

const FILE = /^file:(.+)$/;
const VAULT = /^vault:(https?:\/\/[^/?#@]+)\/([\w/-]+)\/([\w-]*)$/;
const SAME_MACHINE = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** What is wrong with a setting, by the variable that it stands in; no value is repeated. */
export function masterKeysFaults(setting: MasterKeysSetting): readonly string[] {
  const { masterKeys, vaultTokenFile } = setting;
  if (FILE.test(masterKeys)) return [];
  const [, origin] = VAULT.exec(masterKeys) ?? [];
  if (origin === undefined || !URL.canParse(origin))
    return ['SLUSS_MASTER_KEYS must be file:<directory> or vault:<https address>/<mount>/<prefix>'];
  const { protocol, hostname } = new URL(origin);
  return [
    ...(protocol === 'http:' && !SAME_MACHINE.has(hostname)
      ? ['SLUSS_MASTER_KEYS must name a key manager by https, unless it is on the same machine']
      : []),
    ...(vaultTokenFile === undefined ? ['SLUSS_VAULT_TOKEN_FILE is missing'] : []),
  ];
}

/**
 * The master keys that a setting names.
 *
 * @throws Error for a setting with {@link masterKeysFaults faults}
 */
export function openMasterKeys(setting: MasterKeysSetting): VersionedMasterKeys {
  const faults = masterKeysFaults(setting);
  if (faults.length > 0) throw new Error(faults.join('; '));
  const { masterKeys, vaultTokenFile = '', vaultCaFile } = setting;
  const dir = FILE.exec(masterKeys)?.[1];
  if (dir !== undefined) return fileMasterKeys(dir);
  const [, origin = '', mount = '', prefix = ''] = VAULT.exec(masterKeys) ?? [];
  return vaultMasterKeys({
    ...{ origin, mount, prefix, tokenFile: vaultTokenFile },
    ...(vaultCaFile === undefined ? {} : { caFile: vaultCaFile }),
  });
}

/** Reads the setting from the environment. */
export function masterKeysSetting(env: Readonly<Record<string, string | undefined>>): MasterKeysSetting {
  const tokenFile = env['SLUSS_VAULT_TOKEN_FILE'] ?? '';
  const caFile = env['SLUSS_VAULT_CA_FILE'] ?? '';
  return {
    masterKeys: env['SLUSS_MASTER_KEYS'] ?? '',
    ...(tokenFile === '' ? {} : { vaultTokenFile: tokenFile }),
    ...(caFile === '' ? {} : { vaultCaFile: caFile }),
  };
}
