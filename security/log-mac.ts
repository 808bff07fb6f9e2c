import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

import type { DataKey } from './sealed';

const BYTES = 32;

/** What stands in front of the first line of a log. */
export const LOG_START: Buffer = Buffer.alloc(BYTES);

/**
 * What chains a unit's log and marks its exported heads. Both are derived from the unit's own key and stand nowhere in the database, so
 * that whoever can write there, and has no key, cannot make a chain that fits (AUD-3, ADR 0016).
 */
export interface LogKeys {
  readonly chain: Buffer;
  readonly head: Buffer;
}

/** The keys of a unit's log. */
export function logKeys(unitKey: DataKey): LogKeys {
  const derive = (what: string): Buffer => Buffer.from(hkdfSync('sha256', unitKey, '', what, BYTES));
  return { chain: derive('sluss log chain'), head: derive('sluss log head') };
}

/**
 * Authenticates a line and everything before it.
 *
 * @param before what this gave for the line before, or {@link LOG_START}
 * @param line the line in canonical JSON
 */
export function lineMac({ chain }: LogKeys, before: Buffer, line: string): Buffer {
  return createHmac('sha256', chain).update(before).update(line).digest();
}

/** Authenticates an exported head, in canonical JSON: nobody without the unit's key can write one. */
export function headMac({ head: key }: LogKeys, head: string): Buffer {
  return createHmac('sha256', key).update(head).digest();
}

/** Whether two codes are the same, in a time that tells nothing. */
export function sameMac(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
