import { Problem } from '../problem';

const KEY = /^[\x21-\x7e]{8,128}$/;

/** The Idempotency-Key that every change needs: 8 to 128 visible characters. */
export function idempotencyKey(header: string | undefined): string {
  if (header === undefined || !KEY.test(header)) throw new Problem('keyNeeded');
  return header;
}

/**
 * Refuses a change of a case that is no longer as the reader read it; without If-Match nothing is asked.
 *
 * @returns whether it was asked
 */
export function checkIfMatch(header: string | undefined, etag: string): boolean {
  if (header === undefined || header.trim() === '*') return false;
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.includes(etag)) throw new Problem('changed');
  return true;
}
