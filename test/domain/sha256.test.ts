import { createHash } from 'node:crypto';

import fc from 'fast-check';

import { sha256 } from '../../domain/kernel/sha256';

const hex = (bytes: readonly number[]): string =>
  [...sha256(bytes)].map((word) => word.toString(16).padStart(8, '0')).join('');

describe('SHA-256 (FIPS 180-4)', () => {
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('the standard’s examples: %j', (text, expected) => {
    expect(hex([...Buffer.from(text)])).toBe(expected);
  });

  test('the same as Node’s, for every length around the blocks and for any bytes', () => {
    for (let length = 0; length < 200; length += 1) agrees(Array.from({ length }, (_, at) => (at * 7) & 255));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        agrees([...bytes]);
      }),
      { seed: 180 },
    );
  });
});

function agrees(bytes: readonly number[]): void {
  expect(hex(bytes)).toBe(createHash('sha256').update(Uint8Array.from(bytes)).digest('hex'));
}
