import type { Context } from './context';
import { sha256 } from './sha256';

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** Words of the digest that make an id: half of it, so that nobody can hash on where it ends. */
const WORDS = 4;

/** Thirty bits in six letters. */
function word(value: number): string {
  let rest = value;
  let out = '';
  for (let i = 0; i < 6; i += 1) {
    out += LETTERS.charAt(rest & 31);
    rest >>>= 5;
  }
  return out;
}

/** Two bytes for each unit of UTF-16. */
function bytesOf(text: string): readonly number[] {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) bytes.push(text.charCodeAt(at) >> 8, text.charCodeAt(at) & 255);
  return bytes;
}

/**
 * A stable id for what a step creates: the same command gives the same id, so that a repeated decision names the same letter. It tells
 * nothing of the case or of how many steps it has, and nobody without the case's `idKey` can compute it (ADR 0027).
 *
 * @param prefix one or two letters for the kind of thing
 * @param nth distinguishes several things created by one step
 */
export function idOf(
  { idKey = '', caseRef, commandId }: Pick<Context, 'caseRef' | 'commandId' | 'idKey'>,
  prefix: string,
  nth = 0,
): string {
  const digest = sha256(bytesOf([idKey, caseRef, commandId, prefix, nth.toString()].join('|')));
  return `${prefix}-${Array.from(digest.subarray(0, WORDS), word).join('')}`;
}
