import { spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createLocalJWKSet, jwtVerify } from 'jose';

import { root } from '../../dev/root';
import { createKeyFile } from '../../security/key-file';
import { newServiceTokenPem, readServiceTokenKey, serviceTokenKeyOf } from '../../security/service-tokens';
import type { ServiceTokenKey } from '../../security/service-tokens';
import { renewTokens } from '../../worker/token-service';

let dir: string;
let key: ServiceTokenKey;
const audience = 'urn:sluss:temporal';
const noon = new Date('2026-03-02T12:00:00Z');

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluss-tokens-'));
  await createKeyFile(join(dir, 'key.pem'), dir, newServiceTokenPem());
  key = await readServiceTokenKey(join(dir, 'key.pem'));
  for (const name of ['service', 'operator']) await mkdir(join(dir, name));
});
afterAll(() => rm(dir, { recursive: true }));

const renew = (now: Date) =>
  renewTokens(
    {
      ...{ key, audience, units: ['sav', 'hisingen'], namespacePrefix: 'sluss' },
      ...{ serviceDir: join(dir, 'service'), operatorDir: join(dir, 'operator') },
    },
    now,
  );

const claimsOf = async (who: string, currentDate: Date) => {
  const token = await readFile(join(dir, who, 'token'), 'utf8');
  return (await jwtVerify(token, createLocalJWKSet(key.jwks), { audience, currentDate })).payload;
};

test('CON-6: worker and API may write in the namespaces of their units and nowhere else', async () => {
  await renew(noon);
  expect(await claimsOf('service', noon)).toMatchObject({
    permissions: ['sluss-sav:write', 'sluss-hisingen:write'],
  });
});

test('who sets up namespaces has another token, in another directory', async () => {
  await renew(noon);
  expect(await claimsOf('operator', noon)).toMatchObject({ permissions: ['temporal-system:admin'] });
});

test('a token is good while two renewals fail, and not for a day', async () => {
  await renew(noon);
  await claimsOf('service', new Date('2026-03-02T12:10:00Z'));
  await expect(claimsOf('service', new Date('2026-03-02T12:20:00Z'))).rejects.toThrow(/exp/);
});

test('a new one takes the place of the old, closed to others', async () => {
  await renew(noon);
  await renew(new Date('2026-03-02T13:00:00Z'));
  await claimsOf('service', new Date('2026-03-02T13:00:00Z'));
  expect((await stat(join(dir, 'service', 'token'))).mode & 0o777).toBe(0o600);
});

test('only a P-256 key is taken', async () => {
  const ed25519 =
    '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----';
  await expect(serviceTokenKeyOf(createPrivateKey(ed25519))).rejects.toThrow(/P-256/);
});

test('CON-6: a space after a comma in SLUSS_UNITS names no other namespace', async () => {
  const service = spawn(process.execPath, ['--import', 'tsx', 'worker/tokens-main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      ...{ SLUSS_SERVICE_TOKEN_KEY_FILE: join(dir, 'key.pem'), SLUSS_TEMPORAL_AUDIENCE: audience },
      ...{ SLUSS_UNITS: 'sav, hisingen', SLUSS_SERVICE_TOKEN_DIR: join(dir, 'service') },
      SLUSS_OPERATOR_TOKEN_DIR: join(dir, 'operator'),
    },
  });
  await once(service.stdout, 'data');
  service.kill();
  expect(await claimsOf('service', new Date())).toMatchObject({
    permissions: ['sluss-sav:write', 'sluss-hisingen:write'],
  });
}, 120_000);
