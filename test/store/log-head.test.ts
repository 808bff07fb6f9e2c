import { createKeyRing } from '../../security/key-ring';
import { exportHead, importHead } from '../../store/log-head';
import { maskingMasterKeys, memoryKeyStore } from '../security/support/memory-keys';

test('AUD-3 where the unit’s key was taken out of the database, a check with a head says so and makes no new one', async () => {
  const masterKeys = maskingMasterKeys();
  const before = createKeyRing({ store: memoryKeyStore(), masterKeys });
  const end = { number: 3, mac: Buffer.alloc(32, 1) };
  const head = await exportHead(before, 'sav', end, '2026-03-02T12:00:00.000Z');
  expect(await importHead(before, head)).toEqual(end);

  const emptied = memoryKeyStore();
  const after = createKeyRing({ store: emptied, masterKeys });
  await expect(importHead(after, head)).rejects.toMatchObject({ name: 'KeyMissing', keyId: 'unit:sav' });
  expect(await emptied.load('sav', 'unit:sav')).toBeUndefined();
});
