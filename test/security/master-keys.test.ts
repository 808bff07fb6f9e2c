import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createMasterKey, fileMasterKeys } from '../../security/master-key-files';
import { masterKeysFaults } from '../../security/master-keys-setting';
import { SealedError, newDataKey, seal } from '../../security/sealed';
import { vaultMasterKeys } from '../../security/vault-master-keys';
import { keepers, tokenFile } from './support/key-managers';
import type { KeptKeys } from './support/key-managers';
import { startTransit } from './support/transit-server';
import type { TransitServer } from './support/transit-server';

describe.each(keepers)('master keys in $keeper', ({ open }) => {
  let kept: KeptKeys;
  beforeAll(async () => {
    kept = await open();
  });
  afterAll(() => kept.close());

  test('a wrapping opens for the same unit and purpose only, whole, and holds nothing of the key', async () => {
    const { keys } = kept;
    const plain = newDataKey();
    const wrapped = await keys.wrap('sav', plain, 'case:c-a');
    expect(await keys.unwrap('sav', wrapped, 'case:c-a')).toEqual(plain);
    expect(wrapped.includes(plain)).toBe(false);
    expect(wrapped.toString('latin1')).not.toContain(plain.toString('base64').slice(0, 20));
    await expect(keys.unwrap('sav', wrapped, 'case:c-b')).rejects.toThrow(SealedError);
    await expect(keys.unwrap('north', wrapped, 'case:c-a')).rejects.toThrow(SealedError);
    const altered = Buffer.from(wrapped);
    altered[40] = altered[40] === 65 ? 66 : 65;
    for (const bytes of [altered, Buffer.alloc(0), Buffer.from('xyz'), Buffer.alloc(93)])
      await expect(keys.unwrap('sav', bytes, 'case:c-a')).rejects.toThrow(SealedError);
  });

  test('a new version wraps from then on; what an older one wrapped opens until that is retired, and then it is no damage', async () => {
    const { keys } = kept;
    const [plain, later] = [newDataKey(), newDataKey()];
    const first = await keys.wrap('sav', plain, 'a');
    expect(await keys.addVersion('sav')).toBe(2);
    const second = await keys.wrap('sav', later, 'b');

    expect([first, second].map(keys.versionOf)).toEqual([1, 2]);
    expect((await keys.versions('sav')).map(({ version }) => version)).toEqual([1, 2]);
    expect(await keys.unwrap('sav', first, 'a')).toEqual(plain);
    await keys.retireBefore('sav', 2);
    expect((await keys.versions('sav')).map(({ version }) => version)).toEqual([2]);
    expect(await keys.unwrap('sav', second, 'b')).toEqual(later);
    await expect(keys.unwrap('sav', first, 'a')).rejects.not.toThrow(SealedError);
    expect((await keys.versions('north')).map(({ version }) => version)).toEqual([1]);
  });

  test('a unit without a master key has none made for it', async () => {
    await expect(kept.keys.unwrap('west', Buffer.from('vault:v1:AAAA'), 'a')).rejects.toThrow();
    await expect(kept.keys.addVersion('west')).rejects.toThrow();
    await expect(kept.keys.versions('../sav')).rejects.toThrow();
  });
});

describe('files', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sluss-master-'));
    await createMasterKey(dir, 'sav');
  });
  afterEach(() => rm(dir, { recursive: true }));

  test('what was wrapped before there were versions opens with the first', async () => {
    const plain = newDataKey();
    const master = await readFile(join(dir, 'sav.master'));
    const old = seal(master, plain, JSON.stringify(['wrapped-key', 'sav', 'case:c-a']));
    expect(await fileMasterKeys(dir).unwrap('sav', old, 'case:c-a')).toEqual(plain);
    expect(fileMasterKeys(dir).versionOf(old)).toBe(1);
  });

  test('a retired version may be put back, and its number is never given again', async () => {
    const keys = fileMasterKeys(dir);
    const wrapped = await keys.wrap('sav', newDataKey(), 'a');
    await keys.addVersion('sav');
    await keys.retireBefore('sav', 2);
    expect((await readdir(dir)).sort()).toEqual(['sav.2.master', 'sav.master.retired']);
    await expect(keys.unwrap('sav', wrapped, 'a')).rejects.toThrow('sav.master is missing');
    await expect(createMasterKey(dir, 'sav')).rejects.toThrow('is there already');
    await rename(join(dir, 'sav.master.retired'), join(dir, 'sav.master'));
    await expect(keys.unwrap('sav', wrapped, 'a')).resolves.toHaveLength(32);
    await rename(join(dir, 'sav.2.master'), join(dir, 'sav.2.master.retired'));
    expect(await keys.addVersion('sav')).toBe(3);
  });
});

describe('a key manager that fails', () => {
  let server: TransitServer;
  let file: Awaited<ReturnType<typeof tokenFile>>;
  const keysAt = (origin: string, more: object = {}) =>
    vaultMasterKeys({
      ...{ origin, mount: 'transit', prefix: 'sluss-', tokenFile: file.path, timeoutMs: 20_000 },
      ...more,
    });
  const own = (): string => `http://127.0.0.1:${server.port}`;
  beforeAll(async () => {
    server = await startTransit(['sluss-sav']);
    file = await tokenFile(server.token);
  });
  afterEach(() => {
    server.answer = undefined;
  });
  afterAll(() => Promise.all([server.close(), file.remove()]));

  const failures: [string, TransitServer['answer'], string, number?][] = [
    ['hangs', () => 'hang', 'does not answer', 300],
    ['says too much', () => ({ status: 200, body: ' '.repeat(70_000) }), 'does not answer'],
    ['says what is no JSON', () => ({ status: 200, body: 'secret-words' }), 'answered 200'],
    ['gives no ciphertext', () => ({ status: 200, body: '{"data":{}}' }), 'answered 200'],
    ['is sealed', () => ({ status: 503, body: '{"errors":["secret-words"]}' }), 'answered 503'],
    [
      'sends elsewhere',
      () => ({ status: 307, body: '', location: `http://127.0.0.1:${server.port}/elsewhere` }),
      'answered 307',
    ],
  ];
  test.each(failures)(
    '%s: the key is away, in the manager’s status and nothing else',
    async (_what, answer, words, timeoutMs = 20_000) => {
      const plain = newDataKey();
      server.answer = answer;
      const error: unknown = await keysAt(own(), { timeoutMs })
        .wrap('sav', plain, 'a')
        .catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'VaultRefused', message: `The key manager ${words}` });
      const told = JSON.stringify([error, String((error as Error).stack)]);
      for (const word of ['secret-words', server.token, plain.toString('base64')])
        expect(told).not.toContain(word);
    },
  );

  test('nobody listens, a token that is not believed or open to others, a key that is not there', async () => {
    const plain = newDataKey();
    await expect(keysAt('http://127.0.0.1:1').wrap('sav', plain, 'a')).rejects.toThrow('does not answer');
    const other = await tokenFile('t.other');
    await expect(keysAt(own(), { tokenFile: other.path }).wrap('sav', plain, 'a')).rejects.toThrow(
      'answered 403',
    );
    await other.remove();
    await expect(keysAt(own(), { tokenFile: other.path }).wrap('sav', plain, 'a')).rejects.toThrow(
      'is missing',
    );
    await expect(keysAt(own()).wrap('north', plain, 'a')).rejects.toThrow('answered 400');
  });

  test('over TLS its certificate must be one of the authority named', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'sluss-tls-'));
    const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const made = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '1',
    ];
    execFileSync('openssl', [...made, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const secure = await startTransit(['sluss-sav'], {
      key: readFileSync(key, 'utf8'),
      cert: readFileSync(cert, 'utf8'),
    });
    const mine = await tokenFile(secure.token);
    const origin = `https://127.0.0.1:${secure.port}`;
    const more = { tokenFile: mine.path, timeoutMs: 20_000 };
    await expect(keysAt(origin, more).wrap('sav', newDataKey(), 'a')).rejects.toThrow('does not answer');
    const trusted = keysAt(origin, { ...more, caFile: cert });
    const wrapped = await trusted.wrap('sav', newDataKey(), 'a');
    await expect(trusted.unwrap('sav', wrapped, 'a')).resolves.toHaveLength(32);
    await Promise.all([secure.close(), mine.remove()]);
    rmSync(dir, { recursive: true });
  });
});

describe('the setting', () => {
  const token = { vaultTokenFile: '/run/token' };
  test.each([
    [{ masterKeys: 'file:/keys' }, []],
    [{ masterKeys: 'vault:https://vault.example:8200/transit/sluss-', ...token }, []],
    [{ masterKeys: 'vault:http://127.0.0.1:8200/transit/sluss-', ...token }, []],
    [{ masterKeys: 'vault:http://vault.example:8200/transit/sluss-', ...token }, ['SLUSS_MASTER_KEYS']],
    [{ masterKeys: 'vault:https://vault.example:8200/transit/sluss-' }, ['SLUSS_VAULT_TOKEN_FILE']],
    [{ masterKeys: 'vault:https://u:p@vault.example/transit/x', ...token }, ['SLUSS_MASTER_KEYS']],
    [{ masterKeys: 'vault:https://vault.example', ...token }, ['SLUSS_MASTER_KEYS']],
    [{ masterKeys: '' }, ['SLUSS_MASTER_KEYS']],
  ])('%j: what is wrong is told by its variable', (setting, named) => {
    expect(masterKeysFaults(setting).map((fault) => fault.split(' ')[0])).toEqual(named);
  });
});
