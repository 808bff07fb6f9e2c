import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { signRequest, verifyRequest } from '../../security/letter-signature';
import { openPartnerRegistry } from '../../security/partner-registry';
import type { PartnerRegistry } from '../../security/partner-registry';

const url = 'https://sluss.example/v1/police/assessments';
const body = Buffer.from('{}');
const pairs = { old: generateKeyPairSync('ed25519'), new: generateKeyPairSync('ed25519') };

const entry = (keyId: string, key: KeyObject, dates: object): object => ({
  keyId,
  party: 'las',
  publicKey: key.export({ format: 'jwk' }),
  ...dates,
});

/** The old key until the end of March, the new one from the middle of it. */
const overlapping = [
  entry('las:old', pairs.old.publicKey, { validUntil: '2026-03-31T22:00:00Z' }),
  entry('las:new', pairs.new.publicKey, { validFrom: '2026-03-15T00:00:00Z' }),
];

let dir = '';
let file = '';
let registry: PartnerRegistry | undefined;
const faults: unknown[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluss-registry-'));
  file = join(dir, 'partner-keys.json');
  faults.length = 0;
});
afterEach(async () => {
  registry?.close();
  await rm(dir, { recursive: true });
});

async function opened(entries: readonly object[]): Promise<PartnerRegistry> {
  await writeFile(file, JSON.stringify(entries));
  registry = await openPartnerRegistry(file, (fault) => faults.push(fault));
  return registry;
}

/** What becomes of a message signed on a day with one of the keys. */
function on(day: string, which: keyof typeof pairs, { find }: PartnerRegistry): string {
  const now = new Date(`${day}T12:00:00Z`);
  const { privateKey } = pairs[which];
  const signed = { method: 'POST', url, body, messageId: 'p-1', keyId: `las:${which}`, privateKey, now };
  const verified = verifyRequest({ ...signed, headers: signRequest(signed), keys: find });
  return verified.ok ? verified.party : verified.reason;
}

test('PIN-1: keys are exchanged with an overlap: both hold while their dates do, each alone before and after', async () => {
  const keys = await opened(overlapping);
  const days = ['2026-03-01', '2026-03-20', '2026-04-02'];
  expect(days.map((day) => on(day, 'old', keys))).toEqual(['las', 'las', 'unknownKey']);
  expect(days.map((day) => on(day, 'new', keys))).toEqual(['unknownKey', 'las', 'las']);
});

test('PIN-1: a key that is taken out of the file no longer holds, without a restart', async () => {
  const keys = await opened(overlapping);
  await writeFile(file, JSON.stringify(overlapping.slice(1)));
  await keys.reload();
  expect(on('2026-03-20', 'old', keys)).toBe('unknownKey');
  expect(on('2026-03-20', 'new', keys)).toBe('las');
});

test('PIN-1: a broken change is told and not taken; the keys before it hold until it is mended', async () => {
  const keys = await opened(overlapping);
  await expect(keys.check()).resolves.toBeUndefined();
  await writeFile(file, '[{"keyId":"las:old"}]');
  await expect(keys.reload()).rejects.toThrow('entry 0: party is missing');
  await expect(keys.check()).rejects.toThrow('entry 0: party is missing');
  expect(on('2026-03-20', 'old', keys)).toBe('las');
  await writeFile(file, JSON.stringify(overlapping));
  await keys.reload();
  await expect(keys.check()).resolves.toBeUndefined();
});

test('PIN-1: nothing is opened on a registry that cannot be used', async () => {
  await writeFile(file, '{}');
  await expect(openPartnerRegistry(file, () => undefined)).rejects.toThrow('it is not a list');
});
