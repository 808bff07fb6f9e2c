import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { createKeyFile } from '../../security/key-file';
import { newServiceTokenPem, readServiceTokenKey } from '../../security/service-tokens';
import { UNADDRESSED } from '../../store/inbox';
import { localAuthority } from '../certificates';
import { ensureServiceKeys, ensureSigningKeys } from '../keys';
import { identitySettings } from './identity';
import type { Plan } from './plan';
import { refuseOtherUse } from './used-folder';
import type { Places } from './used-folder';

/** Who runs the containers where root prepares: nobody's account. */
const UNPRIVILEGED = 10_001;
const CERTIFICATE_DAYS = 397;

/** By which names each server is reached inside, and in a try-out from a browser. */
const servers = {
  postgres: ['postgres'],
  temporal: ['temporal'],
  front: ['sluss.localhost', 'front', 'localhost', '127.0.0.1'],
  codec: ['sluss.localhost', 'codec', 'localhost', '127.0.0.1'],
  identity: ['identity.localhost', 'identity', 'localhost', '127.0.0.1'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

/**
 * Makes every secret and setting that `docker-compose.yml` wants, where it is missing; what is there is never replaced, so that it may be
 * run at any time for the same use. Gives the paths of what was made.
 *
 * @throws Error where the folder was prepared for the other use: a try-out never becomes production
 */
export async function prepare(plan: Plan, places: Places): Promise<readonly string[]> {
  refuseOtherUse(plan, places);
  const { secrets, envFile } = places;
  const made: string[] = [];
  await mkdir(secrets, { recursive: true, mode: 0o700 });
  const once = async (name: string, content: () => string | Buffer): Promise<void> => {
    const path = join(secrets, name);
    if (existsSync(path)) return;
    await createKeyFile(path, resolve(path, '..'), content());
    made.push(path);
  };
  for (const login of ['superuser', 'temporal', 'migrator', 'service'])
    await once(`databases/${login}`, () => randomBytes(32).toString('base64url'));
  await once('ui-client', () => randomBytes(32).toString('base64url'));
  await once('service-token.pem', newServiceTokenPem);
  const { jwks } = await readServiceTokenKey(join(secrets, 'service-token.pem'));
  await once('service-token-keys.json', () => JSON.stringify(jwks));
  made.push(...(await foldersFilled(join(secrets, 'keys'), (dir) => parties(plan, dir, once))));
  await once('addresses.json', () => JSON.stringify(addressesOf(plan), null, 2));
  if (plan.isTry) {
    const settings = await identitySettings(plan, join(secrets, 'ui-client'));
    await once('try/identity.json', () => JSON.stringify(settings, null, 2));
  }
  if (!existsSync(join(secrets, 'tls', 'ca.pem'))) made.push(...(await certificates(secrets)));
  const backups = join(dirname(envFile), 'backups');
  if ((await mkdir(backups, { recursive: true, mode: 0o700 })) !== undefined) made.push(backups);
  await giveAway(backups);
  const { uid, gid } = await giveAway(secrets);
  if (!existsSync(envFile)) {
    await writeFile(
      envFile,
      envText({
        ...plan.settings,
        ...{ SLUSS_SECRETS_DIR: secrets, SLUSS_BACKUP_DIR: backups, SLUSS_UID: uid, SLUSS_GID: gid },
      }),
      { flag: 'wx', mode: 0o600 },
    );
    made.push(envFile);
  }
  return made;
}

type Once = (name: string, content: () => string | Buffer) => Promise<void>;

/** Does the work, and gives each folder under that one in which it made files. */
async function foldersFilled(dir: string, work: (dir: string) => Promise<void>): Promise<readonly string[]> {
  const list = async (): Promise<readonly string[]> => {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isFile() && entry.parentPath !== dir)
      .map((entry) => join(entry.parentPath, entry.name));
  };
  const before = await list();
  await work(dir);
  const added = (await list()).filter((path) => !before.includes(path));
  return [...new Set(added.map((path) => dirname(path)))];
}

/** Keys of the units served, and of those who play partners, each where only its own process looks. */
async function parties({ profile, units, partners }: Plan, dir: string, once: Once): Promise<void> {
  const common = profile.commonAddress === undefined ? [] : [profile.commonAddress.id];
  const { signingKeys } = await ensureServiceKeys(dir, [...units, UNADDRESSED, ...common]);
  const own = await ensureSigningKeys(signingKeys, [...units, ...common]);
  const others = await ensureSigningKeys(join(dir, 'partners'), partners);
  const entries = [...Object.values(own), ...Object.values(others)].map(({ entry }) => entry);
  await once('keys/registry/partner-keys.json', () => JSON.stringify(entries, null, 2));
}

/** Where letters go; in production the operator adds the partners that are not of this service. */
function addressesOf({ profile, units, partners, settings }: Plan): Readonly<Record<string, string>> {
  const common = profile.commonAddress === undefined ? [] : [profile.commonAddress.id];
  const own = [...units, ...common].map((id) => [id, `${settings['SLUSS_PUBLIC_ORIGIN'] ?? ''}/v1/letters`]);
  const police = new Set(profile.police.map(({ id }) => id));
  const others = partners.map((id) => [id, `http://partners:${police.has(id) ? 8091 : 8092}/letters`]);
  return Object.fromEntries([...own, ...others]) as Record<string, string>;
}

/** One authority, whose key is forgotten at once, and a certificate for each server. */
async function certificates(secrets: string): Promise<readonly string[]> {
  const dir = join(secrets, 'tls');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const authority = await localAuthority(CERTIFICATE_DAYS);
  for (const [server, names] of Object.entries(servers)) {
    const { cert, key } = await authority.issue(names);
    await writeFile(join(dir, `${server}.pem`), cert);
    await writeFile(join(dir, `${server}.key`), key, { mode: 0o600 });
  }
  // Last: it says that the others are there.
  await writeFile(join(dir, 'ca.pem'), authority.cert);
  return [dir];
}

/** Root gives everything to an account that is nobody's: a container runs as whoever owns the secrets. */
async function giveAway(dir: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const [uid = UNPRIVILEGED, gid = UNPRIVILEGED] = [process.getuid?.(), process.getgid?.()];
  if (uid !== 0) return { uid, gid };
  const names = await readdir(dir, { recursive: true });
  for (const path of [dir, ...names.map((name) => join(dir, name))])
    await chown(path, UNPRIVILEGED, UNPRIVILEGED);
  return { uid: UNPRIVILEGED, gid: UNPRIVILEGED };
}

function envText(settings: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return [
    '# Settings of docker-compose.yml; docs/operations.md says what each means. No secret stands here.',
    ...lines,
    '',
  ].join('\n');
}
