import type { MasterKeyVersion, VersionedMasterKeys } from './master-keys';
import { SealedError } from './sealed';
import { VaultRefused, askVault } from './vault-http';
import type { VaultAddress } from './vault-http';

/** Which keys of a key manager are the units' master keys. */
export interface VaultKeys extends VaultAddress {
  /** Where its transit engine is mounted. */
  readonly mount: string;
  /** The key of a unit is named by this and the unit's id. */
  readonly prefix: string;
}

const WRAPPED = /^vault:v([1-9]\d{0,8}):[A-Za-z0-9+/]{1,512}={0,2}$/;
const UNIT = /^[a-z][a-z0-9-]{0,40}$/;

/**
 * Master keys in a key manager that has the transit API of HashiCorp Vault and OpenBao: they never leave it. The keys
 * (`aes256-gcm96`) are made by whoever keeps the manager; nothing here makes a first one.
 */
export function vaultMasterKeys(vault: VaultKeys): VersionedMasterKeys {
  const ask = (method: 'GET' | 'POST', unit: string, of: readonly [string, string?], body?: object) => {
    if (!UNIT.test(unit)) throw new RangeError('No master key can belong to it');
    const [kind, more] = of;
    const path = [vault.mount, kind, `${vault.prefix}${unit}`, ...(more === undefined ? [] : [more])];
    return askVault(vault, method, `/v1/${path.join('/')}`, body);
  };
  return {
    async wrap(unit, plainKey, aad) {
      const body = { plaintext: plainKey.toString('base64'), associated_data: boundTo(unit, aad) };
      const { ciphertext } = await ask('POST', unit, ['encrypt'], body);
      if (typeof ciphertext !== 'string' || !WRAPPED.test(ciphertext)) throw new VaultRefused(200);
      return Buffer.from(ciphertext, 'utf8');
    },
    async unwrap(unit, wrapped, aad) {
      if (versionOf(wrapped) === undefined) throw new SealedError();
      const body = { ciphertext: wrapped.toString('utf8'), associated_data: boundTo(unit, aad) };
      const { plaintext } = await ask('POST', unit, ['decrypt'], body).catch((error: unknown) => {
        throw error instanceof VaultRefused && error.isBadCiphertext ? new SealedError() : error;
      });
      if (typeof plaintext !== 'string') throw new VaultRefused(200);
      return Buffer.from(plaintext, 'base64');
    },
    versionOf,
    versions: async (unit) => versionsIn(await ask('GET', unit, ['keys'])),
    async addVersion(unit) {
      await ask('POST', unit, ['keys', 'rotate'], {});
      return versionsIn(await ask('GET', unit, ['keys'])).at(-1)?.version ?? 0;
    },
    async retireBefore(unit, version) {
      await ask('POST', unit, ['keys', 'config'], { min_decryption_version: version });
    },
  };
}

function versionOf(wrapped: Buffer): number | undefined {
  const version = WRAPPED.exec(wrapped.toString('latin1'))?.[1];
  return version === undefined ? undefined : Number(version);
}

/** Versions that may still decrypt, with the seconds since 1970 at which each was made. */
function versionsIn({
  keys,
  min_decryption_version: least,
}: Readonly<Record<string, unknown>>): readonly MasterKeyVersion[] {
  if (typeof keys !== 'object' || keys === null || typeof least !== 'number') throw new VaultRefused(200);
  return Object.entries(keys)
    .map(([version, made]) => ({ version: Number(version), since: new Date(Number(made) * 1000) }))
    .filter(({ version }) => version >= least)
    .sort((one, other) => one.version - other.version);
}

function boundTo(unit: string, aad: string): string {
  return Buffer.from(JSON.stringify(['wrapped-key', unit, aad]), 'utf8').toString('base64');
}
