import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

import fc from 'fast-check';

import { signRequest } from '../../security/letter-signature';
import { signatureBase } from '../../security/signature-base';
import {
  ADDRESS,
  BODY,
  NOW,
  bops,
  check,
  digestOf,
  las,
  signedByHand,
  takenFrom,
} from './support/signed-by-hand';

test('PIN-1: the base is the one of RFC 9421, B.2.6, and its signature fits', () => {
  const publicKey = createPublicKey(
    '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----',
  );
  const privateKey = createPrivateKey(
    '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----',
  );
  const vector = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
  const base = signatureBase(
    [
      ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
      ['@method', 'POST'],
      ['@path', '/foo'],
      ['@authority', 'example.com'],
      ['content-type', 'application/json'],
      ['content-length', '18'],
    ],
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
  );
  expect(verify(null, Buffer.from(base), publicKey, Buffer.from(vector, 'base64'))).toBe(true);
  expect(sign(null, Buffer.from(base), privateKey).toString('base64')).toBe(vector);
});

describe('PIN-1: a message signed by a registered key is taken', () => {
  test('as anyone may sign it by the RFC', () => {
    expect(check(signedByHand())).toEqual(takenFrom('las', 'las-1'));
  });

  test('with the components in another order, under any label, beside a proxy’s signature', () => {
    const components = ['sluss-message-id', 'content-digest', '@target-uri', '@method'];
    const headers = signedByHand({ components, label: 'x' });
    expect(check(headers)).toEqual(takenFrom('las', 'las-1'));
    const proxied = {
      ...headers,
      'signature-input': ['proxy=("@authority");created=1', headers['signature-input'] ?? ''],
      signature: ['proxy=:AAAA:', headers['signature'] ?? ''],
    };
    expect(check(proxied)).toEqual(takenFrom('las', 'las-1'));
  });

  test('with a second digest beside sha-256', () => {
    const digest = `sha-512=:${digestOf(BODY, 'sha512')}:, sha-256=:${digestOf(BODY)}:`;
    expect(check(signedByHand({ digest }))).toEqual(takenFrom('las', 'las-1'));
  });

  test('by the product itself: with a body, and without', () => {
    const signing = { method: 'POST', url: ADDRESS, messageId: 'l-1', keyId: 'bops-1', now: NOW };
    const letter = signRequest({ ...signing, body: BODY, privateKey: bops.privateKey });
    expect(check(letter)).toEqual(takenFrom('bops', 'bops-1'));
    expect(letter['content-digest']).toBe(`sha-256=:${digestOf(BODY)}:`);
    const empty = Buffer.alloc(0);
    const get = signRequest({ ...signing, method: 'GET', body: empty, privateKey: bops.privateKey });
    expect(check(get, { method: 'GET', body: empty })).toEqual(takenFrom('bops', 'bops-1'));
  });

  test('by the product for the address as a client sends it', () => {
    const url = 'HTTPS://SAV.example:443/v1/../v1/police/assessments?x=1#part';
    const signing = { method: 'POST', url, messageId: 'l-1', keyId: 'las-1', now: NOW, body: BODY };
    expect(check(signRequest({ ...signing, privateKey: las.privateKey }))).toEqual(takenFrom('las', 'las-1'));
  });
});

test('PIN-1: whatever the headers hold, the answer is a refusal and never an exception', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', 'sig1=()', '()', ':', '"'),
  );
  const names = ['signature', 'signature-input', 'content-digest', 'sluss-message-id'];
  const mangled = fc.tuple(fc.constantFrom(...names), fc.nat(200), text).map(([name, at_, put]) => {
    const value = signedByHand()[name] ?? '';
    const cut = Math.min(at_, value.length - 1);
    return { ...signedByHand(), [name]: value.slice(0, cut) + put + value.slice(cut + 1 + put.length) };
  });
  const made = fc.record(Object.fromEntries(names.map((name) => [name, text])));
  fc.assert(
    fc.property(fc.oneof(mangled, made), (headers) => {
      const original = signedByHand();
      const changed = names.some((name) => headers[name]?.trim() !== original[name]);
      return !changed || !check(headers).ok;
    }),
    { seed: 9421, numRuns: 2000 },
  );
});
