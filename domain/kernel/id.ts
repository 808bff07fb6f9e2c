import type { Context } from './context';

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** One 32-bit FNV-1a pass, started from its own seed. */
function hash32(text: string, seed: number): number {
  let hash = seed >>> 0;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  // Final mixing, so that the four words of an id do not move together.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}

function word(value: number): string {
  let rest = value;
  let out = '';
  for (let i = 0; i < 6; i += 1) {
    out += LETTERS.charAt(rest & 31);
    rest >>>= 5;
  }
  return out;
}

/**
 * A stable id for what a step creates: the same command gives the same id, so that a repeated decision
 * names the same letter. It tells nothing of the case or of how many steps it has.
 *
 * @param prefix one or two letters for the kind of thing
 * @param nth distinguishes several things created by one step
 */
export function idOf(context: Pick<Context, 'caseRef' | 'commandId'>, prefix: string, nth = 0): string {
  const text = `${context.caseRef}|${context.commandId}|${prefix}|${nth.toString()}`;
  const seeds = [0x811c9dc5, 0x9e3779b1, 0x85ebca77, 0xc2b2ae3d];
  return `${prefix}-${seeds.map((seed) => word(hash32(`${text}|${seed.toString(16)}`, seed))).join('')}`;
}
