import { inspect } from 'node:util';

import { KeyAway } from '../../security/key-away';
import { checkKeys } from '../../security/key-check';
import { createKeyRing } from '../../security/key-ring';
import type { MasterKeys } from '../../security/master-keys';
import { SealedError } from '../../security/sealed';
import { maskingMasterKeys, memoryKeyStore } from './support/memory-keys';

test('a master key that is away, a damaged data key and a foreign master key are told apart from a key that is not there', async () => {
  const memory = memoryKeyStore();
  const masterKeys = maskingMasterKeys();
  const ring = createKeyRing({ store: memory, masterKeys });
  await ring.ensure('sav', 'case:c-a');
  const ringOver = (unwrap: MasterKeys['unwrap']) =>
    createKeyRing({ store: memory, masterKeys: { wrap: masterKeys.wrap, unwrap } });
  const gone = ringOver(() => Promise.reject(new Error('no file')));
  const away = { name: 'KeyAway', unit: 'sav', keyId: 'case:c-a', reason: 'away' };
  await expect(gone.get('sav', 'case:c-a')).rejects.toMatchObject(away);
  await expect(gone.ensure('sav', 'case:c-a')).rejects.toMatchObject(away);
  await expect(gone.get('sav', 'case:c-b')).rejects.toMatchObject({ name: 'KeyMissing' });

  const wrong = ringOver(() => Promise.reject(new SealedError()));
  await expect(wrong.get('sav', 'case:c-a')).rejects.toMatchObject({ ...away, reason: 'damaged' });
  // Under a master key that opens nothing here no new key is made: later nobody could say which one wrapped it.
  await expect(wrong.ensure('sav', 'case:c-b')).rejects.toMatchObject({
    name: 'KeyAway',
    reason: 'foreign',
  });
  await expect(memory.load('sav', 'case:c-b')).resolves.toBeUndefined();
});

test('one damaged data key stops neither the unit’s others nor new ones', async () => {
  const memory = memoryKeyStore();
  const masterKeys = maskingMasterKeys();
  const ring = createKeyRing({ store: memory, masterKeys });
  await ring.ensure('sav', 'case:c-a');
  await ring.ensure('sav', 'case:c-b');
  const unwrap: MasterKeys['unwrap'] = (unit, wrapped, keyId) =>
    keyId === 'case:c-a' ? Promise.reject(new SealedError()) : masterKeys.unwrap(unit, wrapped, keyId);
  const damaged = createKeyRing({ store: memory, masterKeys: { wrap: masterKeys.wrap, unwrap } });
  await expect(damaged.get('sav', 'case:c-a')).rejects.toMatchObject({ reason: 'damaged' });
  await expect(damaged.get('sav', 'case:c-b')).resolves.toBeDefined();
  await expect(damaged.ensure('sav', 'case:c-c')).resolves.toBeDefined();
});

test('a data key from a backup whose version of the master key is retired stops no other, and is told as away', async () => {
  const memory = memoryKeyStore();
  const masterKeys = maskingMasterKeys();
  const ring = createKeyRing({ store: memory, masterKeys });
  await ring.ensure('sav', 'case:c-a');
  await ring.ensure('sav', 'case:c-b');
  const unwrap: MasterKeys['unwrap'] = (unit, wrapped, keyId) =>
    keyId === 'case:c-a'
      ? Promise.reject(new Error('sav.master is missing'))
      : masterKeys.unwrap(unit, wrapped, keyId);
  const keys = { store: memory, masterKeys: { wrap: masterKeys.wrap, unwrap } };
  await expect(checkKeys('sav', keys)).resolves.toBeUndefined();
  const retired = createKeyRing(keys);
  await expect(retired.get('sav', 'case:c-a')).rejects.toMatchObject({ reason: 'away' });
  await expect(retired.ensure('sav', 'case:c-c')).resolves.toBeDefined();
});

test('nothing of a key stands in what is logged of it, of the ring’s errors, or in the buffer it came in', async () => {
  const plain = Buffer.alloc(32, 0x5a);
  const masterKeys = {
    wrap: () => Promise.resolve(Buffer.from('w')),
    unwrap: () => Promise.resolve(plain),
  };
  const key = await createKeyRing({ store: memoryKeyStore(), masterKeys }).ensure('sav', 'case:c-a');
  expect(key.export()).toEqual(Buffer.alloc(32, 0x5a));
  expect(plain).toEqual(Buffer.alloc(32));
  const error = new KeyAway('away', 'sav', 'case:c-a', new Error('away'));
  const told = [inspect(key, { depth: 9 }), JSON.stringify({ key }), inspect({ error, key })].join();
  for (const shape of ['ZZZZZZ', '5a5a5a', '5a 5a 5a', '90,90,90', 'WlpaWlpa'])
    expect(told).not.toContain(shape);
});
