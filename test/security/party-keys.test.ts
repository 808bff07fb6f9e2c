import { generateKeyPairSync, verify, sign } from 'node:crypto';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSigningKey, readPartnerKeys, readSigningKey } from '../../security/party-keys';

const pair = generateKeyPairSync('ed25519');
const publicKey = pair.publicKey.export({ format: 'jwk' });
const entry = { keyId: 'las-1', party: 'las', publicKey };

describe('PIN-1: the registry of keys', () => {
  test('finds a key with its party and dates', () => {
    const dates = { validFrom: '2026-01-01T00:00:00Z', validUntil: '2026-12-31T23:59:59.999Z' };
    const find = readPartnerKeys([{ ...entry, ...dates }]);
    expect(find('las-1')).toMatchObject({
      keyId: 'las-1',
      party: 'las',
      validFrom: new Date(Date.UTC(2026, 0, 1)),
      validUntil: new Date(Date.UTC(2026, 11, 31, 23, 59, 59, 999)),
    });
    const key = find('las-1')?.publicKey ?? pair.privateKey;
    expect(verify(null, Buffer.from('x'), key, sign(null, Buffer.from('x'), pair.privateKey))).toBe(true);
    expect(find('las-2')).toBeUndefined();
    expect(find('constructor')).toBeUndefined();
  });

  test('names every fault at once', () => {
    const secret = pair.privateKey.export({ format: 'jwk' });
    const broken = [
      entry,
      entry,
      null,
      { ...entry, keyId: '' },
      { ...entry, keyId: 'b', party: 1 },
      { ...entry, keyId: 'c', publicKey: { kty: 'RSA' } },
      { ...entry, keyId: 'd', publicKey: secret },
      { ...entry, keyId: 'e', publicKey: { ...publicKey, x: 'AAAA' } },
      { ...entry, keyId: 'f', validFrom: '2026-01-01' },
      { ...entry, keyId: 'g', validUntil: '2026-13-01T00:00:00Z' },
    ];
    const faults = [
      'entry 1: the key id occurs twice',
      'entry 2: it is not an object',
      'entry 3: keyId is missing or malformed',
      'entry 4: party is missing',
      'entry 5: publicKey is not an Ed25519 JWK',
      'entry 6: publicKey holds a private key, which must never leave its party',
      'entry 7: publicKey is not a point',
      'entry 8: a date is not ISO text in UTC',
      'entry 9: a date is not ISO text in UTC',
    ];
    expect(() => readPartnerKeys(broken)).toThrow(`not usable: ${faults.join('; ')}`);
    expect(() => readPartnerKeys({})).toThrow('it is not a list');
  });
});

describe('PIN-1: own signing keys', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sluss-keys-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  test('what one makes, the other’s registry knows', async () => {
    const made = await createSigningKey(dir, 'sav');
    const read = await readSigningKey(dir, 'sav');
    expect(read.keyId).toBe(made.keyId);
    expect(JSON.stringify(read.entry)).not.toContain('"d"');
    const key = readPartnerKeys([JSON.parse(JSON.stringify(made.entry))])(read.keyId);
    const signature = sign(null, Buffer.from('x'), read.privateKey);
    expect(verify(null, Buffer.from('x'), key?.publicKey ?? pair.publicKey, signature)).toBe(true);
    expect((await stat(join(dir, 'sav.signing.pem'))).mode & 0o777).toBe(0o600);
  });

  test('missing, open, of another kind, or a second one: refused', async () => {
    await expect(readSigningKey(dir, 'sav')).rejects.toThrow('is missing');
    await createSigningKey(dir, 'sav');
    await expect(createSigningKey(dir, 'sav')).rejects.toThrow('is there already');
    await chmod(join(dir, 'sav.signing.pem'), 0o644);
    await expect(readSigningKey(dir, 'sav')).rejects.toThrow('open to others');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const others = [privateKey.export({ type: 'pkcs8', format: 'pem' }), 'nonsense'];
    for (const [i, content] of others.entries()) {
      await writeFile(join(dir, `p${i}.signing.pem`), content, { mode: 0o600 });
      await expect(readSigningKey(dir, `p${i}`)).rejects.toThrow('no Ed25519 private key');
    }
    await expect(createSigningKey(dir, '../sav')).rejects.toThrow('No key file can belong to');
  });
});
