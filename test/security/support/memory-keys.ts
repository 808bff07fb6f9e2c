import { randomBytes } from 'node:crypto';

import { KeyMissing } from '../../../security/key-ring';
import type { KeyStore } from '../../../security/key-ring';
import type { MasterKeys } from '../../../security/master-keys';

/** A key store in memory that keeps its contract: insert or adopt, and a destroyed id stays spent. */
export function memoryKeyStore(): KeyStore & { readonly loads: () => number } {
  const rows = new Map<string, Buffer | 'destroyed'>();
  let loads = 0;
  return {
    loads: () => loads,
    sample(unit) {
      const own = [...rows].filter(([name, row]) => name.startsWith(`${unit}|`) && row !== 'destroyed');
      return Promise.resolve(
        own.map(([name, wrapped]) => ({ keyId: name.slice(unit.length + 1), wrapped: wrapped as Buffer })),
      );
    },
    load(unit, keyId) {
      loads += 1;
      const row = rows.get(`${unit}|${keyId}`);
      return Promise.resolve(row === 'destroyed' ? undefined : row);
    },
    insert(unit, keyId, wrapped) {
      const row = rows.get(`${unit}|${keyId}`) ?? wrapped;
      if (row === 'destroyed') return Promise.reject(new KeyMissing(keyId));
      rows.set(`${unit}|${keyId}`, row);
      return Promise.resolve(row);
    },
    destroy(unit, keyId) {
      rows.set(`${unit}|${keyId}`, 'destroyed');
      return Promise.resolve();
    },
  };
}

/** Master keys that hide a data key behind a random mask per unit and purpose: enough to prove who asks for what. */
export function maskingMasterKeys(): MasterKeys {
  const masks = new Map<string, Buffer>();
  const apply = (unit: string, bytes: Buffer, aad: string): Promise<Buffer> => {
    const mask = masks.get(`${unit}|${aad}`) ?? randomBytes(32);
    masks.set(`${unit}|${aad}`, mask);
    return Promise.resolve(Buffer.from(bytes.map((byte, i) => byte ^ (mask[i] ?? 0))));
  };
  return { wrap: apply, unwrap: apply };
}
