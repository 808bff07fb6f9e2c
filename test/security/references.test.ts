import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import fc from 'fast-check';

import { KeyAway } from '../../security/key-away';
import { canonicalJson } from '../../security/canonical-json';
import {
  bodyDigest,
  commandId,
  createCaseReferences,
  createIdKeys,
  isCaseRef,
  newCaseRef,
  newLetterId,
} from '../../security/references';

const CASE_REF = /^c-[0-9abcdefghjkmnpqrstvwxyz]{16}$/;
const secret = randomBytes(32);

describe('references reveal nothing and do not repeat (ADR 0005)', () => {
  test('random ones', () => {
    const many = Array.from({ length: 2_000 }, newCaseRef);
    expect(new Set(many).size).toBe(many.length);
    for (const ref of many) expect(ref).toMatch(CASE_REF);
    const used = new Set(many.flatMap((ref) => Array.from(ref.slice(2))));
    expect(used.size).toBe(32);
    expect(newLetterId()).toMatch(/^l-[0-9abcdefghjkmnpqrstvwxyz]{16}$/);
    expect(newLetterId()).not.toBe(newLetterId());
  });

  test.each([
    'c-',
    'c-000000000000000',
    'c-00000000000000000',
    'c-000000000000000i',
    'C-0000000000000000',
    'c-0000000000000000\n',
    '../c-0000000000000000',
  ])('has not the shape of a case reference: %j', (text) => {
    expect(isCaseRef(text)).toBe(false);
  });

  test('every case reference has its shape', () => {
    for (let i = 0; i < 200; i += 1) expect(isCaseRef(newCaseRef())).toBe(true);
  });
});

describe('references of cases that a unit opens (CON-6, ADR 0027)', () => {
  const keys: Readonly<Record<string, Buffer>> = { sav: Buffer.alloc(32, 1), east: Buffer.alloc(32, 2) };
  const ensure = (unit: string, keyId: string): Promise<KeyObject> =>
    keyId === `unit:${unit}` && keys[unit] !== undefined
      ? Promise.resolve(createSecretKey(keys[unit]))
      : Promise.reject(new KeyAway('away', unit, keyId));
  const { forCommand, forLetter } = createCaseReferences({ ensure });

  test('are an HMAC under a key of the unit’s own', async () => {
    // HKDF-SHA-256 of 32 times 01 with "sluss case references", then HMAC-SHA-256 of ["letter","north","l-1"] and ["command","abc"],
    // first 80 bits in Crockford's base 32, computed with Python.
    expect(await forLetter('sav', 'north', 'l-1')).toBe('c-x5pxbmmwa1pwpm8e');
    expect(await forCommand('sav', 'abc')).toBe('c-w8bcnr2hq8fxvj3s');
  });

  test('are the same each time, and others for each unit, sender, letter and command', async () => {
    const refs = await Promise.all([
      forLetter('sav', 'north', 'l-1'),
      forLetter('sav', 'north', 'l-2'),
      forLetter('sav', 'south', 'l-1'),
      forLetter('east', 'north', 'l-1'),
      forLetter('sav', 'a","b', 'c'),
      forLetter('sav', 'a', 'b","c'),
      forCommand('sav', 'l-1'),
      forCommand('east', 'l-1'),
    ]);
    expect(new Set(refs).size).toBe(refs.length);
    for (const ref of refs) expect(ref).toMatch(CASE_REF);
    expect(await forLetter('sav', 'north', 'l-1')).toBe(refs[0]);
  });

  test('what ids are made with is another for each case and each unit, and the same each time', async () => {
    const idKey = createIdKeys({ ensure });
    const made = await Promise.all([idKey('sav', 'c-1'), idKey('sav', 'c-2'), idKey('east', 'c-1')]);
    expect(new Set(made).size).toBe(3);
    for (const key of made) expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(await idKey('sav', 'c-1')).toBe(made[0]);
    await expect(idKey('west', 'c-1')).rejects.toThrow(KeyAway);
  });

  test('there is none while the key of the unit is away', async () => {
    await expect(forLetter('west', 'north', 'l-1')).rejects.toThrow(KeyAway);
    await expect(forCommand('west', 'abc')).rejects.toThrow(KeyAway);
  });
});

describe('command ids (ADR 0010)', () => {
  test('are an HMAC of unit, person and key', () => {
    const expected = createHmac('sha256', secret).update('["command","sav","p-1","key"]').digest('hex');
    expect(commandId(secret, 'sav', 'p-1', 'key')).toBe(expected.slice(0, 40));
  });

  test('differ by secret, unit, person, key, and by where one part ends', () => {
    const ids = [
      commandId(secret, 'sav', 'p-1', 'key'),
      commandId(randomBytes(32), 'sav', 'p-1', 'key'),
      commandId(secret, 'east', 'p-1', 'key'),
      commandId(secret, 'sav', 'p-2', 'key'),
      commandId(secret, 'sav', 'p-1', 'key2'),
      commandId(secret, 'sav', 'p-1k', 'ey'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('the digest of a body tells bodies apart and is none without the secret', () => {
    const expected = createHmac('sha256', secret)
      .update(JSON.stringify(['body', '{"a":1}']))
      .digest('hex');
    expect(bodyDigest(secret, '{"a":1}')).toBe(expected);
    expect(bodyDigest(secret, '{"a":2}')).not.toBe(expected);
    expect(bodyDigest(randomBytes(32), '{"a":1}')).not.toBe(expected);
  });
});

describe('canonical JSON', () => {
  test('one text for equal values', () => {
    expect(canonicalJson({ b: [1, null, true], a: { d: 'é"\n', c: 1e21 }, u: undefined })).toBe(
      '{"a":{"c":1e+21,"d":"é\\"\\n"},"b":[1,null,true]}',
    );
    expect(canonicalJson({ 10: 1, 9: 2, '': 3, __proto__x: 4 })).toBe('{"":3,"10":1,"9":2,"__proto__x":4}');
  });

  test('reads back as the same value, whatever the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(JSON.parse(text)))).toBe(text);
      }),
      { seed: 8785 },
    );
  });

  test.each([undefined, NaN, Infinity, 1n, Symbol('x'), () => 1, [undefined]])('refuses %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, reversed(member)] as const);
  return Object.fromEntries(entries.reverse());
}
