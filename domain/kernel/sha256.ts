const INITIAL: readonly number[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

const CONSTANTS: readonly number[] = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
];

/** Bytes of a block; its last eight may hold the length. */
const BLOCK = 64;
const LENGTH = 8;

/**
 * SHA-256 (FIPS 180-4). Of our own, since what is decided in a workflow's sandbox has no library for it (ADR 0027).
 *
 * @param bytes numbers from 0 to 255
 * @returns eight words of 32 bits
 */
export function sha256(bytes: readonly number[]): Uint32Array {
  const words = padded(bytes);
  const hash = Uint32Array.from(INITIAL);
  for (let at = 0; at < words.length; at += BLOCK / 4) compress(hash, words.subarray(at, at + BLOCK / 4));
  return hash;
}

/** The message, one bit, zeros, and the message's length in bits, as whole blocks of words. */
function padded(bytes: readonly number[]): Uint32Array {
  const size = Math.ceil((bytes.length + 1 + LENGTH) / BLOCK) * BLOCK;
  const words = new Uint32Array(size / 4);
  [...bytes, 0x80].forEach((byte, at) => {
    words[at >> 2] = of(words, at >> 2) | (byte << (24 - 8 * (at & 3)));
  });
  words[words.length - 1] = bytes.length * 8;
  return words;
}

function compress(hash: Uint32Array, block: Uint32Array): void {
  const schedule = scheduled(block);
  let [a, b, c, d] = [of(hash, 0), of(hash, 1), of(hash, 2), of(hash, 3)];
  let [e, f, g, h] = [of(hash, 4), of(hash, 5), of(hash, 6), of(hash, 7)];
  for (let t = 0; t < CONSTANTS.length; t += 1) {
    const choice = (e & f) ^ (~e & g);
    const sum = (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + of(CONSTANTS, t) + of(schedule, t);
    const one = h + sum;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => {
    hash[at] = of(hash, at) + word;
  });
}

function scheduled(block: Uint32Array): Uint32Array {
  const words = new Uint32Array(CONSTANTS.length);
  words.set(block);
  for (let t = block.length; t < words.length; t += 1) {
    const [early, late] = [of(words, t - 15), of(words, t - 2)];
    const small = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const large = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[t] = of(words, t - 16) + small + of(words, t - 7) + large;
  }
  return words;
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function of(words: ArrayLike<number>, at: number): number {
  return words[at] ?? 0;
}
