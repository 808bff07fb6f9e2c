import { createHash, createHmac, randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/** 80 bits, which Crockford's alphabet writes in exactly 16 letters. */
const REFERENCE_BYTES = 10;

/** Hexadecimal digits of a command id: 160 bits. */
const COMMAND_ID_LENGTH = 40;

/** The shape of a case reference: it reveals nothing, and nobody guesses one. */
const CASE_REF = /^c-[0-9a-hjkmnp-tv-z]{16}$/;

/** A new random case reference, such as `c-7k3m9x0q2d5w8z1b`. */
export function newCaseRef(): string {
  return `c-${base32(randomBytes(REFERENCE_BYTES))}`;
}

/**
 * The reference of the case that a letter naming none opens in its recipient's unit (ADR 0004):
 * always the same for the same letter, so that a repeated letter opens one case.
 */
export function caseRefForLetter(recipientUnit: string, letterId: string): string {
  return derivedCaseRef(['letter', recipientUnit, letterId]);
}

/** The reference of the case that a command opens: always the same for the same {@link commandId}. */
export function caseRefForCommand(command: string): string {
  return derivedCaseRef(['command', command]);
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
  return mac(secret, ['command', unit, person, idempotencyKey]).slice(0, COMMAND_ID_LENGTH);
}

/**
 * A digest that tells whether the same idempotency key came with another body, and tells nothing of the body.
 *
 * @param canonicalBody the body in canonical JSON
 */
export function bodyDigest(secret: Buffer, canonicalBody: string): string {
  return mac(secret, ['body', canonicalBody]);
}

// JSON keeps the parts apart, so that no two lists of parts give the same text.
function mac(secret: Buffer, parts: readonly string[]): string {
  return createHmac('sha256', secret).update(JSON.stringify(parts)).digest('hex');
}

function derivedCaseRef(parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return `c-${base32(digest.subarray(0, REFERENCE_BYTES))}`;
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
