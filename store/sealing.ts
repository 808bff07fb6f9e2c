import { open, seal } from '../security/sealed';
import type { DataKey } from '../security/sealed';
import type { Tables } from './schema';

/** Where a sealed value stands: moved to another row, case, unit or table, it does not open. */
export interface SealedPlace {
  readonly table: keyof Tables;
  readonly unit: string;
  /** The case, or the sender of a letter that no case has recorded yet. */
  readonly owner: string;
  readonly id: string;
}

/** Ciphertext is as long as its text, and a length can tell what it is: texts fill whole blocks of so many characters. */
const BLOCK = 256;

/**
 * Seals a JSON value for one place.
 *
 * @param block values that must not be told apart by their length fit into one
 */
export function sealJson(key: Buffer | DataKey, value: unknown, place: SealedPlace, block = BLOCK): Buffer {
  const text = JSON.stringify(value);
  return seal(key, text.padEnd(Math.ceil(text.length / block) * block), bound(place));
}

/**
 * Opens what `sealJson` sealed for the same place. What comes out has the shape that was put in, since nobody without the key can make one.
 *
 * @throws SealedError when the bytes were altered or moved
 */
export function openJson<T>(key: Buffer | DataKey, sealed: Buffer, place: SealedPlace): T {
  return JSON.parse(open(key, sealed, bound(place)).toString('utf8')) as T;
}

function bound({ table, unit, owner, id }: SealedPlace): string {
  return JSON.stringify([table, unit, owner, id]);
}
