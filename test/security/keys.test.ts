import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkKeys } from '../../security/key-check';
import { createKeyRing, caseKeyId, letterKeyId, unitKeyId } from '../../security/key-ring';
import type { KeyStore } from '../../security/key-ring';
import { createMasterKey, fileMasterKeys } from '../../security/master-key-files';
import { SealedError, newDataKey, open, seal } from '../../security/sealed';
import { maskingMasterKeys, memoryKeyStore } from './support/memory-keys';

describe('sealed', () => {
  test('opens to the same bytes, text as UTF-8, also when empty', () => {
    const key = newDataKey();
    expect(open(key, seal(key, 'Åsa Ö', 'a'), 'a').toString('utf8')).toBe('Åsa Ö');
    expect(open(key, seal(key, Buffer.alloc(0), 'a'), 'a')).toHaveLength(0);
  });

  test('another key, another purpose, another version, a short text: does not open and says nothing', () => {
    const key = newDataKey();
    const sealed = seal(key, 'secret', 'a');
    const other = Buffer.from(sealed);
    other[0] = 2;
    const tries: [Buffer, Buffer, string][] = [
      [newDataKey(), sealed, 'a'],
      [key, sealed, 'b'],
      [key, other, 'a'],
      [key, sealed.subarray(0, 20), 'a'],
      [key, Buffer.alloc(0), 'a'],
    ];
    for (const [k, s, aad] of tries) expect(() => open(k, s, aad)).toThrow(new SealedError());
  });
});

describe('master keys in files', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sluss-keys-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  test('wrap and unwrap for the same unit and purpose only', async () => {
    const deeper = join(dir, 'keys');
    await createMasterKey(deeper, 'sav');
    await createMasterKey(deeper, 'las');
    const keys = fileMasterKeys(deeper);
    const dataKey = newDataKey();
    const wrapped = await keys.wrap('sav', dataKey, 'case:c-a');
    expect(await keys.unwrap('sav', wrapped, 'case:c-a')).toEqual(dataKey);
    expect(wrapped.includes(dataKey)).toBe(false);
    await expect(keys.unwrap('sav', wrapped, 'case:c-b')).rejects.toThrow(SealedError);
    await expect(keys.unwrap('las', wrapped, 'case:c-a')).rejects.toThrow(SealedError);
    await writeFile(join(deeper, 'las.master'), await readFile(join(deeper, 'sav.master')));
    await expect(keys.unwrap('las', wrapped, 'case:c-a')).rejects.toThrow(SealedError);
  });

  test('are 32 bytes that only the owner reads, and are never written over', async () => {
    await createMasterKey(dir, 'sav');
    const before = await readFile(join(dir, 'sav.master'));
    expect(before).toHaveLength(32);
    expect((await stat(join(dir, 'sav.master'))).mode & 0o777).toBe(0o600);
    await expect(createMasterKey(dir, 'sav')).rejects.toThrow('sav.master is there already');
    expect(await readFile(join(dir, 'sav.master'))).toEqual(before);
  });

  test('a missing, short, linked or open file is refused by name', async () => {
    const use = (unit: string) => fileMasterKeys(dir).wrap(unit, newDataKey(), 'a');
    await expect(use('sav')).rejects.toThrow('sav.master is missing');
    await writeFile(join(dir, 'sav.master'), Buffer.alloc(31), { mode: 0o600 });
    await expect(use('sav')).rejects.toThrow('holds 31 bytes; a master key has 32');
    await createMasterKey(dir, 'las');
    await symlink(join(dir, 'las.master'), join(dir, 'link.master'));
    await expect(use('link')).rejects.toThrow('not a plain file');
    for (const mode of [0o640, 0o604, 0o620]) {
      await chmod(join(dir, 'las.master'), mode);
      await expect(use('las')).rejects.toThrow('must have mode 0600');
    }
  });

  test.each(['../sav', 'a/b', '', 'A', '1a', 'a.b', 'a\0', `a${'b'.repeat(41)}`, '..'])(
    'a unit id that could name another file is refused: %j',
    async (unit) => {
      await expect(createMasterKey(dir, unit)).rejects.toThrow('No key file can belong to');
      await expect(fileMasterKeys(dir).wrap(unit, newDataKey(), 'a')).rejects.toThrow(
        'No key file can belong to',
      );
    },
  );
});

describe('key ring', () => {
  function setUp(options: { store?: KeyStore; maxKeys?: number } = {}) {
    const memory = memoryKeyStore();
    const time = { ms: 0 };
    const masterKeys = maskingMasterKeys();
    const ring = createKeyRing({ store: memory, masterKeys, clock: () => time.ms, ...options });
    return { ring, memory, time, masterKeys };
  }

  test('the master keys of another database are refused by unit, before anything is done with them', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'sluss-keys-'));
    const other = await mkdtemp(join(tmpdir(), 'sluss-keys-'));
    await createMasterKey(dir, 'sav');
    await createMasterKey(other, 'sav');
    const keyStore = memoryKeyStore();
    const parts = { store: keyStore, masterKeys: fileMasterKeys(dir) };
    await expect(
      checkKeys('sav', { store: keyStore, masterKeys: fileMasterKeys(other) }),
    ).resolves.toBeUndefined();
    await createKeyRing(parts).ensure('sav', caseKeyId('c-1'));

    await expect(checkKeys('sav', parts)).resolves.toBeUndefined();
    const foreign = checkKeys('sav', { store: keyStore, masterKeys: fileMasterKeys(other) });
    await expect(foreign).rejects.toThrow('The master key of sav does not open the keys in this database');
    await Promise.all([dir, other].map(async (path) => rm(path, { recursive: true })));
  });

  test('key ids say what they are for', () => {
    expect([caseKeyId('c-a'), letterKeyId('las', 'l-1'), unitKeyId('sav')]).toEqual([
      'case:c-a',
      'letter:las:l-1',
      'unit:sav',
    ]);
  });

  test('makes a key once and answers it from then on, to a second process too', async () => {
    const { ring, memory, masterKeys } = setUp();
    const key = await ring.ensure('sav', 'case:c-a');
    expect(key.symmetricKeySize).toBe(32);
    expect((await ring.ensure('sav', 'case:c-a')).equals(key)).toBe(true);
    expect((await ring.get('sav', 'case:c-a')).equals(key)).toBe(true);
    const second = createKeyRing({ store: memory, masterKeys });
    expect((await second.get('sav', 'case:c-a')).equals(key)).toBe(true);
  });

  test('each unit has its own key for the same case', async () => {
    const { ring } = setUp();
    const own = await ring.ensure('sav', 'case:c-a');
    expect(own.equals(await ring.ensure('las', 'case:c-a'))).toBe(false);
  });

  test('adopts the stored key when two make one at once', async () => {
    const { ring } = setUp();
    const keys = await Promise.all(Array.from({ length: 10 }, () => ring.ensure('sav', 'case:c-a')));
    const stored = await ring.get('sav', 'case:c-a');
    expect(keys.map((key) => key.equals(stored))).toEqual(keys.map(() => true));
  });

  test('an unknown key is missing, and asking does not make it', async () => {
    const { ring } = setUp();
    await expect(ring.get('sav', 'case:c-a')).rejects.toMatchObject({
      name: 'KeyMissing',
      keyId: 'case:c-a',
    });
    await expect(ring.get('sav', 'case:c-a')).rejects.toThrow('There is no key case:c-a');
  });

  test('a destroyed key is gone for good, also for ensure', async () => {
    const { ring } = setUp();
    await ring.ensure('sav', 'case:c-a');
    await ring.destroy('sav', 'case:c-a');
    await expect(ring.get('sav', 'case:c-a')).rejects.toMatchObject({ name: 'KeyMissing' });
    await expect(ring.ensure('sav', 'case:c-a')).rejects.toMatchObject({ name: 'KeyMissing' });
  });

  test('a key destroyed while it is being fetched does not stay in memory', async () => {
    const inner = maskingMasterKeys();
    const memory = memoryKeyStore();
    let letGo = (): void => undefined;
    let hold = false;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const ring = createKeyRing({
      store: memory,
      masterKeys: {
        wrap: inner.wrap,
        unwrap: async (...args) => {
          if (hold) await held;
          return inner.unwrap(...args);
        },
      },
    });
    await ring.ensure('sav', 'case:c-a');
    ring.forget('sav', 'case:c-a');
    hold = true;
    const fetching = ring.get('sav', 'case:c-a');
    await new Promise(setImmediate);
    await ring.destroy('sav', 'case:c-a');
    letGo();
    await fetching;
    await expect(ring.get('sav', 'case:c-a')).rejects.toMatchObject({ name: 'KeyMissing' });
  });

  test('a key destroyed while it is being read from the store does not stay in memory', async () => {
    const memory = memoryKeyStore();
    const masterKeys = maskingMasterKeys();
    await createKeyRing({ store: memory, masterKeys }).ensure('sav', 'case:c-a');
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const load = async (unit: string, keyId: string): Promise<Buffer | undefined> => {
      const row = await memory.load(unit, keyId);
      await held;
      return row;
    };
    const ring = createKeyRing({ store: { ...memory, load }, masterKeys });
    const fetching = ring.get('sav', 'case:c-a');
    await new Promise(setImmediate);
    await ring.destroy('sav', 'case:c-a');
    letGo();
    await fetching;
    await expect(ring.get('sav', 'case:c-a')).rejects.toMatchObject({ name: 'KeyMissing' });
  });

  test('is fetched again after 10 minutes, after forget, and when too many are held', async () => {
    const { ring, memory, time } = setUp({ maxKeys: 2 });
    await ring.ensure('sav', 'case:c-a');
    const fetched = async (step: () => unknown): Promise<number> => {
      const before = memory.loads();
      await step();
      await ring.get('sav', 'case:c-a');
      return memory.loads() - before;
    };
    expect(await fetched(() => (time.ms = 599_999))).toBe(0);
    expect(await fetched(() => (time.ms = 600_000))).toBe(1);
    expect(
      await fetched(() => {
        ring.forget('sav', 'case:c-a');
      }),
    ).toBe(1);
    const fillUp = async (): Promise<void> => {
      await ring.ensure('sav', 'case:c-b');
      await ring.ensure('sav', 'case:c-c');
    };
    expect(await fetched(fillUp)).toBe(3);
  });
});
