import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createMasterKey, fileMasterKeys } from '../../../security/master-key-files';
import type { VersionedMasterKeys } from '../../../security/master-keys';
import { vaultMasterKeys } from '../../../security/vault-master-keys';
import { startTransit } from './transit-server';

/** Master keys of `sav` and `north`, wherever they are kept. */
export interface KeptKeys {
  readonly keys: VersionedMasterKeys;
  readonly close: () => Promise<void>;
}

/**
 * Every place where master keys can be kept: files, a server with the transit API, and a real Vault or OpenBao where one is named by
 * `SLUSS_TEST_VAULT_URL` and `SLUSS_TEST_VAULT_TOKEN` (with transit mounted, and a token that may make keys).
 */
export const keepers: readonly { readonly keeper: string; readonly open: () => Promise<KeptKeys> }[] = [
  { keeper: 'files', open: inFiles },
  { keeper: 'the transit API', open: inTransit },
  ...(process.env['SLUSS_TEST_VAULT_URL'] === undefined ? [] : [{ keeper: 'Vault', open: inVault }]),
];

const UNITS = ['sav', 'north'];

async function inFiles(): Promise<KeptKeys> {
  const dir = await mkdtemp(join(tmpdir(), 'sluss-master-'));
  for (const unit of UNITS) await createMasterKey(dir, unit);
  return { keys: fileMasterKeys(dir), close: () => rm(dir, { recursive: true }) };
}

async function inTransit(): Promise<KeptKeys> {
  const server = await startTransit(UNITS.map((unit) => `sluss-${unit}`));
  const file = await tokenFile(server.token);
  const origin = `http://127.0.0.1:${server.port}`;
  const keys = vaultMasterKeys({ origin, mount: 'transit', prefix: 'sluss-', tokenFile: file.path });
  return { keys, close: () => Promise.all([server.close(), file.remove()]).then(() => undefined) };
}

async function inVault(): Promise<KeptKeys> {
  const origin = process.env['SLUSS_TEST_VAULT_URL'] ?? '';
  const token = process.env['SLUSS_TEST_VAULT_TOKEN'] ?? '';
  const prefix = `test-${randomBytes(4).toString('hex')}-`;
  for (const unit of UNITS) {
    const made = await fetch(`${origin}/v1/transit/keys/${prefix}${unit}`, {
      method: 'POST',
      headers: { 'X-Vault-Token': token },
      body: JSON.stringify({ type: 'aes256-gcm96' }),
    });
    if (!made.ok) throw new Error(`The key manager made no key: ${made.status}`);
  }
  const file = await tokenFile(token);
  return {
    keys: vaultMasterKeys({ origin, mount: 'transit', prefix, tokenFile: file.path, timeoutMs: 10_000 }),
    close: file.remove,
  };
}

/** A token in a file of its own. */
export async function tokenFile(
  token: string,
): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'sluss-token-'));
  const path = join(dir, 'token');
  await writeFile(path, `${token}\n`);
  await chmod(path, 0o600);
  return { path, remove: () => rm(dir, { recursive: true }) };
}
