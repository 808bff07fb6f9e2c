import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createKeyRing } from '../../security/key-ring';
import type { KeyRing } from '../../security/key-ring';
import { createMasterKey, fileMasterKeys } from '../../security/master-key-files';
import { createReturnAddresses } from '../../security/return-address';
import type { ReturnAddresses } from '../../security/return-address';
import { memoryKeyStore } from './support/memory-keys';

let dir: string;
let returns: ReturnAddresses;
let ring: KeyRing;

const sav = { unit: 'sav', caseRef: 'c-7k3m9x0q2d5w8z1b' };
const hisingen = { unit: 'hisingen', caseRef: 'c-7k3m9x0q2d5w8z1b' };

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluss-return-'));
  await createMasterKey(dir, 'goteborg');
  await createMasterKey(dir, 'malmo');
  ring = createKeyRing({ store: memoryKeyStore(), masterKeys: fileMasterKeys(dir) });
  returns = createReturnAddresses('goteborg', ring);
});
afterAll(() => rm(dir, { recursive: true }));

test('INT-6: the common address finds what it has hidden', async () => {
  for (const address of [sav, hisingen]) {
    await expect(returns.hide(address).then(returns.find)).resolves.toEqual(address);
  }
});

test('INT-6: a token is a reference like any, and shows neither the unit nor the case, nor by its length which it is', async () => {
  const longest = { unit: 'u'.repeat(40), caseRef: sav.caseRef };
  const tokens = await Promise.all([sav, hisingen, longest].map(returns.hide));
  for (const token of tokens) {
    expect(token).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/);
    expect(Buffer.from(token.slice(1), 'base64url').toString('latin1')).not.toMatch(/sav|hisingen|7k3m9x/);
  }
  expect(new Set(tokens.map(({ length }) => length)).size).toBe(1);
});

test('INT-6: two tokens of one case have nothing in common', async () => {
  const [one, other] = await Promise.all([returns.hide(sav), returns.hide(sav)]);
  const shared = Array.from(one).filter((letter, place) => letter === other[place]).length;
  // The kind and version in front are the same; of the rest one letter in 64 is by chance.
  expect(shared).toBeLessThan(24);
});

test('INT-6: what is altered, another’s, or no token at all leads nowhere', async () => {
  const token = await returns.hide(sav);
  const foreign = await createReturnAddresses('malmo', ring).hide(sav);
  const altered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  for (const text of [
    altered,
    foreign,
    token.slice(0, -2),
    `${token}AA`,
    '',
    'c-7k3m9x0q2d5w8z1b',
    'r'.repeat(125),
  ]) {
    await expect(returns.find(text)).resolves.toBeUndefined();
  }
});

test('INT-6: a key that is not there is a fault to mend and no answer', async () => {
  const none = createReturnAddresses('nowhere', ring);
  await expect(none.hide(sav)).rejects.toMatchObject({ name: 'KeyAway', unit: 'nowhere', reason: 'away' });
});

test('INT-6: a case reference that would show by its length is not hidden', async () => {
  await expect(returns.hide({ unit: 'sav', caseRef: 'c'.repeat(64) })).rejects.toThrow(RangeError);
});
