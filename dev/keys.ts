import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createTokenKey, readTokenKey } from '../security/dev-tokens';
import type { TokenKey } from '../security/dev-tokens';
import { createKeyFile } from '../security/key-file';
import { createMasterKey, hasMasterKey } from '../security/master-key-files';
import { createSigningKey, readSigningKey } from '../security/party-keys';
import type { SigningKey } from '../security/party-keys';

/** Where the development service keeps its keys; everything is made at the first start and kept. */
export interface KeyFiles {
  readonly masterKeys: string;
  readonly signingKeys: string;
  readonly partnerKeys: string;
  readonly tokenKeys: string;
  readonly apiSecret: string;
}

/** The keys that the start itself works with. */
export interface DevKeys {
  readonly files: KeyFiles;
  readonly token: TokenKey;
  readonly signing: Readonly<Record<string, SigningKey>>;
}

const exists = (dir: string, name: string): boolean => existsSync(join(dir, name));

async function signingKey(dir: string, party: string): Promise<SigningKey> {
  return exists(dir, `${party}.signing.pem`) ? readSigningKey(dir, party) : createSigningKey(dir, party);
}

async function tokenKey(dir: string, file: string): Promise<TokenKey> {
  const key = exists(dir, 'dev-tokens.pem') ? await readTokenKey(dir) : await createTokenKey(dir);
  await writeFile(file, JSON.stringify(key.jwks));
  return key;
}

/** The files of a directory of keys. */
function filesIn(dir: string): KeyFiles {
  return {
    masterKeys: join(dir, 'master'),
    signingKeys: join(dir, 'signing'),
    partnerKeys: join(dir, 'partner-keys.json'),
    tokenKeys: join(dir, 'token-keys.json'),
    apiSecret: join(dir, 'api', 'secret'),
  };
}

/** Makes what is missing of the units' master keys and of the API's secret. */
export async function ensureServiceKeys(dir: string, units: readonly string[]): Promise<KeyFiles> {
  const files = filesIn(dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const unit of units) {
    if (!(await hasMasterKey(files.masterKeys, unit))) await createMasterKey(files.masterKeys, unit);
  }
  if (!existsSync(files.apiSecret)) await createKeyFile(files.apiSecret, join(dir, 'api'), randomBytes(32));
  return files;
}

/** Makes what is missing of the parties' signing keys. */
export async function ensureSigningKeys(
  dir: string,
  parties: readonly string[],
): Promise<Readonly<Record<string, SigningKey>>> {
  const signing: Record<string, SigningKey> = {};
  for (const party of parties) signing[party] = await signingKey(dir, party);
  return signing;
}

/**
 * Makes what is missing of the development keys: a master key for each unit, a signing key for each party, the key
 * that signs the development tokens, and the registry of public keys that partners would be given.
 */
export async function ensureKeys(
  stateDir: string,
  units: readonly string[],
  parties: readonly string[],
): Promise<DevKeys> {
  const dir = join(stateDir, 'keys');
  const files = await ensureServiceKeys(dir, units);
  const signing = await ensureSigningKeys(files.signingKeys, parties);
  await writeFile(files.partnerKeys, JSON.stringify(Object.values(signing).map(({ entry }) => entry)));
  return { files, signing, token: await tokenKey(join(dir, 'token'), files.tokenKeys) };
}
