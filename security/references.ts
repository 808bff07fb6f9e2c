import { createHmac, hkdfSync, randomBytes } from 'node:crypto';

import type { KeyRing } from './key-ring';
import { unitKeyId } from './key-ring';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/** 80 bits, which Crockford's alphabet writes in exactly 16 letters. */
const REFERENCE_BYTES = 10;

const KEY_BYTES = 32;

/** 128 bits. */
const ID_KEY_BYTES = 16;

/** Hexadecimal digits of a command id: 160 bits. */
const COMMAND_ID_LENGTH = 40;

/** The shape of a case reference: it reveals nothing, and nobody guesses one. */
const CASE_REF = /^c-[0-9a-hjkmnp-tv-z]{16}$/;

/** A new random case reference, such as `c-7k3m9x0q2d5w8z1b`. */
export function newCaseRef(): string {
  return `c-${base32(randomBytes(REFERENCE_BYTES))}`;
}

/**
 * References of the cases that a unit opens, derived under the unit's own key, which outlives the rotation of its master key: whoever has
 * the letter, the command and the code, and not that key, cannot tell which case they opened (CON-6, ADR 0027).
 */
export interface CaseReferences {
  /** Of the case that a letter naming none opens: the same for the same letter of the same sender, so that one repeated opens one case. */
  readonly forLetter: (unit: string, from: string, letterId: string) => Promise<string>;
  /** Of the case that a command opens: the same for the same {@link commandId}. */
  readonly forCommand: (unit: string, command: string) => Promise<string>;
}

/** What the ids of a case's own making are made with, letters' above all: another for each case. Throws `KeyAway` while the unit's key is away. */
export function createIdKeys(
  ring: Pick<KeyRing, 'ensure'>,
): (unit: string, caseRef: string) => Promise<string> {
  return async (unit, caseRef) =>
    mac(await derivedKey(ring, unit), ['ids', caseRef])
      .subarray(0, ID_KEY_BYTES)
      .toString('hex');
}

/** Derives references; each call throws `KeyAway` while the unit's key is away. */
export function createCaseReferences(ring: Pick<KeyRing, 'ensure'>): CaseReferences {
  const refer = async (unit: string, parts: readonly string[]): Promise<string> =>
    `c-${base32(mac(await derivedKey(ring, unit), parts).subarray(0, REFERENCE_BYTES))}`;
  return {
    forLetter: (unit, from, letterId) => refer(unit, ['letter', from, letterId]),
    forCommand: (unit, command) => refer(unit, ['command', command]),
  };
}

/** Whether a text has the shape of a case reference; asked before it names a row, a key or a workflow. */
export function isCaseRef(text: string): boolean {
  return CASE_REF.test(text);
}

/** A new random letter id. */
export function newLetterId(): string {
  return `l-${base32(randomBytes(REFERENCE_BYTES))}`;
}

/**
 * The id of a command (ADR 0010): the same for the same person of the same unit and the same `Idempotency-Key`.
 * Keyed, since the caller chooses the key and may put a name into it.
 */
export function commandId(secret: Buffer, unit: string, person: string, idempotencyKey: string): string {
  return mac(secret, ['command', unit, person, idempotencyKey]).toString('hex').slice(0, COMMAND_ID_LENGTH);
}

/**
 * A digest that tells whether the same idempotency key came with another body, and tells nothing of the body.
 *
 * @param canonicalBody the body in canonical JSON
 */
export function bodyDigest(secret: Buffer, canonicalBody: string): string {
  return mac(secret, ['body', canonicalBody]).toString('hex');
}

async function derivedKey(ring: Pick<KeyRing, 'ensure'>, unit: string): Promise<Buffer> {
  const unitKey = await ring.ensure(unit, unitKeyId(unit));
  return Buffer.from(hkdfSync('sha256', unitKey, '', 'sluss case references', KEY_BYTES));
}

// JSON keeps the parts apart, so that no two lists of parts give the same text.
function mac(secret: Buffer, parts: readonly string[]): Buffer {
  return createHmac('sha256', secret).update(JSON.stringify(parts)).digest();
}

function base32(bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.toString('hex')}`);
  let out = '';
  for (let left = (bytes.length * 8) / 5; left > 0; left -= 1) {
    out = CROCKFORD.charAt(Number(bits & 31n)) + out;
    bits >>= 5n;
  }
  return out;
}
