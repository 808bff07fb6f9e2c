import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/**
 * A data key ready for use. Its bytes lie outside the JavaScript heap, are wiped when it is let go of, and stand in no log or error
 * that happens to hold it.
 */
export type DataKey = KeyObject;

const VERSION = 1;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + IV_BYTES;

/** What was sealed does not open: altered, sealed under another key, or for another purpose. Carries no content. */
export class SealedError extends Error {
  override readonly name = 'SealedError';

  constructor() {
    super('The sealed content does not open');
  }
}

/** A new random 256-bit key for the content of one case, letter or unit. */
export function newDataKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/**
 * Encrypts with AES-256-GCM (ADR 0005).
 *
 * @param key 32 bytes, bare or ready for use
 * @param plaintext bytes, or text that is taken as UTF-8
 * @param aad what the content belongs to; opening it as anything else fails
 * @returns version byte, 96-bit random iv, ciphertext, 128-bit tag
 */
export function seal(key: Buffer | DataKey, plaintext: Uint8Array | string, aad: string): Buffer {
  const head = Buffer.concat([Buffer.of(VERSION), randomBytes(IV_BYTES)]);
  // createCipheriv is many times faster than WebCrypto for payloads of a few kilobytes.
  const cipher = createCipheriv('aes-256-gcm', key, head.subarray(1), { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(aad));
  const plain = typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext;
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what {@link seal} made under the same key and for the same `aad`.
 *
 * @throws SealedError for anything else
 */
export function open(key: Buffer | DataKey, sealed: Uint8Array, aad: string): Buffer {
  if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== VERSION) throw new SealedError();
  const iv = sealed.subarray(1, HEAD_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(aad));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const plain = decipher.update(sealed.subarray(HEAD_BYTES, sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    throw new SealedError();
  }
}

function boundTo(aad: string): Buffer {
  return Buffer.concat([Buffer.of(VERSION), Buffer.from(aad, 'utf8')]);
}
