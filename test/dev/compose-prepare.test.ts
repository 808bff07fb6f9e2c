import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { parse } from 'yaml';

import { planOf } from '../../dev/compose/plan';
import { prepare } from '../../dev/compose/prepare';
import { root } from '../../dev/root';
import { IdentitySettings } from '../../dev/identity/settings';

let dir: string;
let made: readonly string[];
const plan = planOf({ profile: 'goteborg' });
const places = () => ({ secrets: join(dir, 'secrets'), envFile: join(dir, '.env') });
const files = (): readonly string[] =>
  readdirSync(join(dir, 'secrets'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const settings = (): ReadonlyMap<string, string> =>
  new Map(
    readFileSync(join(dir, '.env'), 'utf8')
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sluss-prepare-'));
  made = await prepare(plan, places());
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

const composeText = readFileSync(join(root, 'docker-compose.yml'), 'utf8');

test('every variable without which Compose does not start is set', () => {
  const needed = new Set([...composeText.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name));
  expect(needed.size).toBeGreaterThan(8);
  for (const name of needed) expect([name, settings().get(name) ?? '']).not.toContain('');
});

test('every secret that the compose file names is there', () => {
  const { secrets } = parse(composeText, { merge: true, maxAliasCount: -1 }) as {
    secrets: Record<string, { file: string }>;
  };
  const mounted = [...composeText.matchAll(/source: ["']?\$\{SLUSS_SECRETS_DIR[^}]*\}([^"',\s]+)/g)].map(
    ([, path = '']) => path,
  );
  const named = Object.values(secrets).map(({ file }) => file.replace(/^\$\{SLUSS_SECRETS_DIR\}/, ''));
  for (const path of [...named, ...mounted])
    expect(statSync(join(dir, 'secrets', path), { throwIfNoEntry: false })).toBeDefined();
});

test('the registry of partners is mounted by its folder: a file that is put in its place is then seen', () => {
  expect(composeText).toContain("source: '${SLUSS_SECRETS_DIR}/keys/registry'");
  expect(composeText).not.toContain('partner-keys.json,');
  expect(statSync(join(dir, 'secrets', 'keys', 'registry', 'partner-keys.json')).isFile()).toBe(true);
});

test('what is secret is closed to others, and no two are the same', () => {
  const open = files().filter((path) => !path.endsWith('.pem') || /signing|service-token/.test(path));
  for (const path of open) expect([path, statSync(path).mode & 0o077]).toEqual([path, 0]);
  const contents = files().map((path) => readFileSync(path, 'base64'));
  expect(new Set(contents).size).toBe(contents.length);
});

test('what was made is told, the keys that open everything before all', () => {
  const told = made.map((path) => relative(join(dir, 'secrets'), path));
  expect(told).toEqual(expect.arrayContaining(['keys/master', 'keys/signing', 'keys/api', 'keys/partners']));
  const untold = files().filter((path) => !made.some((one) => path === one || path.startsWith(`${one}/`)));
  expect(untold).toEqual([]);
});

test('the settings are closed to others too: an operator may add a mail server’s address with a password', () => {
  expect(statSync(join(dir, '.env')).mode & 0o077).toBe(0);
});

test('backups have a folder that nobody else looks into', () => {
  expect(statSync(join(dir, 'backups')).mode & 0o077).toBe(0);
  expect(settings().get('SLUSS_BACKUP_DIR')).toBe(join(dir, 'backups'));
});

test('no secret stands among the settings, which are no secret', () => {
  const env = readFileSync(join(dir, '.env'), 'utf8');
  for (const login of ['superuser', 'temporal', 'migrator', 'service'])
    expect(env).not.toContain(readFileSync(join(dir, 'secrets', 'databases', login), 'utf8'));
});

test('run again, it changes nothing: what a key sealed would be lost', async () => {
  const before = files().map((path) => readFileSync(path, 'base64'));
  expect(await prepare(plan, places())).toEqual([]);
  expect(files().map((path) => readFileSync(path, 'base64'))).toEqual(before);
});

describe('a folder that was used before', () => {
  const production = planOf({ profile: 'goteborg', origin: 'https://sluss.example' });
  const elsewhere = (name: string) => ({
    secrets: join(dir, name, 'secrets'),
    envFile: join(dir, `${name}.env`),
  });

  test('what was tried out does not become production: its sign-in asks for no password, its police are played', async () => {
    const before = files().map((path) => readFileSync(path, 'base64'));
    await expect(prepare(production, places())).rejects.toThrow(
      /was tried out: .*COMPOSE_PROFILES=try.*\n.*stand-in police.\nPrepare it in a new folder/,
    );
    expect(files().map((path) => readFileSync(path, 'base64'))).toEqual(before);
  });

  test('nor does it when only the settings are new, and the secrets are those of the try-out', async () => {
    const mixed = { ...places(), envFile: join(dir, 'new.env') };
    await expect(prepare(production, mixed)).rejects.toThrow(/secrets\/try, .*keys\/partners/);
    expect(existsSync(mixed.envFile)).toBe(false);
  });

  test('production does not become a try-out, and may be prepared again', async () => {
    const used = elsewhere('production');
    await prepare(production, used);
    await expect(prepare(plan, used)).rejects.toThrow(/prepared for production.*\n.*without passwords/);
    expect(existsSync(join(used.secrets, 'try'))).toBe(false);
    expect(await prepare(production, used)).toEqual([]);
  });

  test('nor when its settings are away, or stand there under another profile of Compose', async () => {
    const used = elsewhere('bare');
    await prepare(production, used);
    rmSync(used.envFile);
    await expect(prepare(plan, used)).rejects.toThrow(/partner-keys\.json/);
    const set = elsewhere('set');
    writeFileSync(set.envFile, 'COMPOSE_PROFILES=ops\n');
    await expect(prepare(plan, set)).rejects.toThrow(/without COMPOSE_PROFILES=try/);
  });
});

test('CON-6: of the invented staff only supervisors may look in at Temporal, each into the own unit', () => {
  const { staff } = IdentitySettings.parse(
    JSON.parse(readFileSync(join(dir, 'secrets', 'try', 'identity.json'), 'utf8')),
  );
  const looking = Object.entries(staff).filter(
    ([, claims]) => (claims['permissions'] as string[]).length > 0,
  );
  expect(looking.map(([person, { permissions }]) => [person, permissions])).toEqual(
    plan.units.map((unit) => [`${unit}.supervisor`, [`sluss-${unit}:read`]]),
  );
});

test('for production nobody is made up: no sign-in, no partner, and what is left to fill in stops the start', () => {
  const real = planOf({ profile: 'goteborg', origin: 'https://sluss.example' });
  expect(real.partners).toEqual([]);
  expect(real.settings).not.toHaveProperty('COMPOSE_PROFILES');
  expect(real.settings).toMatchObject({
    SLUSS_PUBLIC_ORIGIN: 'https://sluss.example',
    SLUSS_TOKEN_ISSUER: '',
  });
});
