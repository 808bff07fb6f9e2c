import { createDecipheriv } from 'node:crypto';

import type { Payload, SerializationContext } from '@temporalio/common';

import { failureConverter } from '../../security/failure-converter';
import { createKeyRing } from '../../security/key-ring';
import { createPayloadCodec } from '../../security/payload-codec';
import { maskingMasterKeys, memoryKeyStore } from './support/memory-keys';

const secret = 'the person asked for help';
const plain: Payload = {
  metadata: { encoding: Buffer.from('json/plain'), extra: Buffer.from([0, 255]) },
  data: Buffer.from(JSON.stringify(secret)),
};
const inCase = (workflowId: string): SerializationContext => ({
  type: 'workflow',
  namespace: 'sav',
  workflowId,
});

function setUp(unit = 'sav') {
  const store = memoryKeyStore();
  const ring = createKeyRing({ store, masterKeys: maskingMasterKeys() });
  return { ring, codec: createPayloadCodec(unit, ring) };
}

async function encodeIn(
  codec: ReturnType<typeof createPayloadCodec>,
  workflowId: string,
): Promise<{ metadata: Record<string, Uint8Array>; data: Buffer }> {
  const [encoded] = await codec.encode([plain], inCase(workflowId));
  return { metadata: encoded?.metadata ?? {}, data: Buffer.from(encoded?.data ?? []) };
}

test('what was encoded comes back, metadata and all', async () => {
  const { codec } = setUp();
  const encoded = await codec.encode([plain, { data: Buffer.alloc(0) }, {}], inCase('c-a'));
  const decoded = await codec.decode(encoded, inCase('c-a'));
  expect(decoded).toEqual([
    plain,
    { metadata: {}, data: Buffer.alloc(0) },
    { metadata: {}, data: Buffer.alloc(0) },
  ]);
  expect(await codec.encode([], inCase('c-a'))).toEqual([]);
});

test('on the wire there are encoding, key id and version, and bytes that only the key of the case opens', async () => {
  const { codec, ring } = setUp();
  const { metadata, data } = await encodeIn(codec, 'c-a');
  const readable = Object.fromEntries(
    Object.entries(metadata).map(([k, v]) => [k, Buffer.from(v).toString()]),
  );
  expect(readable).toEqual({
    encoding: 'binary/encrypted',
    'encryption-key-id': 'case:c-a',
    'encryption-version': '1',
  });
  expect(data.toString('latin1')).not.toContain(secret);

  const decipher = createDecipheriv('aes-256-gcm', await ring.get('sav', 'case:c-a'), data.subarray(1, 13));
  expect(decipher.update(data.subarray(13, -16)).toString('latin1')).toContain(secret);
});

test('the same payload never looks the same twice', async () => {
  const { codec } = setUp();
  const [one, two] = [await encodeIn(codec, 'c-a'), await encodeIn(codec, 'c-a')];
  expect(one.data.equals(two.data)).toBe(false);
});

test('where the SDK names no workflow, the key is the own unit’s', async () => {
  const { codec } = setUp();
  const activity: SerializationContext = { type: 'activity', namespace: 'sav', isLocal: false };
  for (const context of [undefined, activity]) {
    const [encoded] = await codec.encode([plain], context);
    expect(Buffer.from(encoded?.metadata?.['encryption-key-id'] ?? []).toString()).toBe('unit:sav');
    expect(await codec.decode([encoded ?? {}], inCase('c-a'))).toEqual([plain]);
  }
});

test('an activity of a case uses the key of that case', async () => {
  const { codec } = setUp();
  const context: SerializationContext = {
    type: 'activity',
    namespace: 'sav',
    workflowId: 'c-a',
    isLocal: true,
  };
  const [encoded] = await codec.encode([plain], context);
  expect(await codec.decode([encoded ?? {}], inCase('c-a'))).toEqual([plain]);
});

describe('is not opened:', () => {
  test('plaintext', async () => {
    const { codec } = setUp();
    for (const payload of [plain, {}, { metadata: {} }]) {
      await expect(codec.decode([payload], inCase('c-a'))).rejects.toMatchObject({ reason: 'plaintext' });
    }
  });

  test('one bit altered, anywhere', async () => {
    const { codec } = setUp();
    const { metadata, data } = await encodeIn(codec, 'c-a');
    for (let at = 0; at < data.length; at += 1) {
      const altered = Buffer.from(data);
      altered[at] = (altered[at] ?? 0) ^ 1;
      await expect(codec.decode([{ metadata, data: altered }], inCase('c-a'))).rejects.toMatchObject({
        reason: 'altered',
      });
    }
  });

  test.each([0, 1, 12, 28, 29, 40])('cut to %i bytes', async (length) => {
    const { codec } = setUp();
    const { metadata, data } = await encodeIn(codec, 'c-a');
    const cut = { metadata, data: data.subarray(0, length) };
    await expect(codec.decode([cut], inCase('c-a'))).rejects.toMatchObject({ reason: 'altered' });
  });

  test('a payload of another case, also with its key id exchanged', async () => {
    const { codec } = setUp();
    const { metadata, data } = await encodeIn(codec, 'c-a');
    await encodeIn(codec, 'c-b');
    await expect(codec.decode([{ metadata, data }], inCase('c-b'))).rejects.toMatchObject({
      reason: 'foreignKey',
    });
    const renamed = { ...metadata, 'encryption-key-id': Buffer.from('case:c-b') };
    await expect(codec.decode([{ metadata: renamed, data }], inCase('c-b'))).rejects.toMatchObject({
      reason: 'altered',
    });
  });

  test('a payload of another unit, though it has a key of the same id', async () => {
    const store = memoryKeyStore();
    const ring = createKeyRing({ store, masterKeys: maskingMasterKeys() });
    const encoded = await encodeIn(createPayloadCodec('sav', ring), 'c-a');
    const other = createPayloadCodec('district-east', ring);
    await expect(other.decode([encoded], inCase('c-a'))).rejects.toMatchObject({ reason: 'unknownKey' });
    await ring.ensure('district-east', 'case:c-a');
    await expect(other.decode([encoded], inCase('c-a'))).rejects.toMatchObject({ reason: 'altered' });
  });

  test('metadata changed: one added, another version', async () => {
    const { codec } = setUp();
    const { metadata, data } = await encodeIn(codec, 'c-a');
    const added = { ...metadata, type: Buffer.from('x') };
    await expect(codec.decode([{ metadata: added, data }])).rejects.toMatchObject({ reason: 'altered' });
    const version = { ...metadata, 'encryption-version': Buffer.from('2') };
    await expect(codec.decode([{ metadata: version, data }])).rejects.toMatchObject({
      reason: 'unknownVersion',
    });
  });

  test('a destroyed or unknown key; the error names the key id only', async () => {
    const { codec, ring } = setUp();
    const encoded = await encodeIn(codec, 'c-a');
    await ring.destroy('sav', 'case:c-a');
    await expect(codec.decode([encoded], inCase('c-a'))).rejects.toThrow(
      'Payload refused: unknownKey, key case:c-a',
    );
    await expect(codec.encode([plain], inCase('c-a'))).rejects.toThrow('There is no key case:c-a');
  });

  test.each(['letter:las:1', 'unit:district-east', '', 'case:', 'case:a b', `case:${'x'.repeat(200)}`])(
    'a key that is none of Temporal’s: %s',
    async (keyId) => {
      const { codec, ring } = setUp();
      await ring.ensure('sav', keyId);
      const { metadata, data } = await encodeIn(codec, 'c-a');
      const foreign = { metadata: { ...metadata, 'encryption-key-id': Buffer.from(keyId) }, data };
      await expect(codec.decode([foreign])).rejects.toThrow(/^Payload refused: foreignKey$/);
    },
  );
});

test('a worker’s codec marks what can never be opened: no ciphertext, another’s, a key that is destroyed or never was', async () => {
  const { ring, codec: strict } = setUp();
  const worker = createPayloadCodec('sav', ring, { unreadable: 'mark' });
  const encoded = await encodeIn(strict, 'c-a');
  const [marked] = await worker.decode([plain], inCase('c-a'));
  expect(Buffer.from(marked?.data ?? []).toString()).toBe('{"unreadable":true}');
  const [foreign] = await worker.decode([encoded], inCase('c-b'));
  expect(Buffer.from(foreign?.data ?? []).toString()).toBe('{"unreadable":true}');
  const unknown = {
    ...encoded,
    metadata: { ...encoded.metadata, 'encryption-key-id': Buffer.from('case:c-x') },
  };
  const [never] = await worker.decode([unknown], inCase('c-x'));
  expect(Buffer.from(never?.data ?? []).toString()).toBe('{"unreadable":true}');
  await ring.destroy('sav', 'case:c-a');
  const [spent] = await worker.decode([encoded], inCase('c-a'));
  expect(Buffer.from(spent?.data ?? []).toString()).toBe('{"unreadable":true}');
});

describe('a key that is away', () => {
  const text = (message: string): Payload => ({
    metadata: { encoding: Buffer.from('json/plain') },
    data: Buffer.from(JSON.stringify({ message, stack_trace: 'at secret' })),
  });

  function away() {
    const store = memoryKeyStore();
    const masterKeys = maskingMasterKeys();
    const later = createPayloadCodec('sav', createKeyRing({ store, masterKeys }), { unreadable: 'mark' });
    const gone = (): Promise<never> => Promise.reject(new Error('no route to the key manager'));
    const ring = createKeyRing({ store, masterKeys: { wrap: gone, unwrap: gone } });
    return { later, now: createPayloadCodec('sav', ring, { unreadable: 'mark' }) };
  }

  test('is waited for: what it sealed is neither dropped nor marked, and opens when it is back', async () => {
    const { later, now } = away();
    const encoded = await encodeIn(later, 'c-a');
    await expect(now.decode([encoded], inCase('c-a'))).rejects.toMatchObject({
      name: 'KeyAway',
      reason: 'away',
    });
    await expect(now.encode([plain], inCase('c-a'))).rejects.toMatchObject({ name: 'KeyAway' });
    expect(await later.decode([encoded], inCase('c-a'))).toMatchObject([{ data: plain.data }]);
  });

  test('leaves a failure without its words, so that it can be told at all: the SDK ends the worker otherwise', async () => {
    const { now } = away();
    const [told] = await now.encode([text(secret)], inCase('c-a'));
    expect(Buffer.from(told?.data ?? []).toString()).toBe(
      '{"message":"A key is away; this is tried again until it is back.","stack_trace":""}',
    );
  });
});

test('a failure shows neither message nor stack', () => {
  const converter = {
    toPayload: (value: unknown) => ({ data: Buffer.from(JSON.stringify(value)) }),
    fromPayload: (): never => {
      throw new Error('not asked for');
    },
  };
  const failure = failureConverter.errorToFailure(new Error(secret), converter);
  expect(failure.message).toBe('Encoded failure');
  expect(failure.stackTrace).toBe('');
});
