/**
 * Why a key cannot be had now.
 *
 * - `away`: the master key's file or its key manager does not answer
 * - `foreign`: the master key is not the one that wrapped the keys in this database
 * - `damaged`: the data key's wrapping does not open, while others of the unit may
 */
export type KeyAwayReason = 'away' | 'foreign' | 'damaged';

const WORDS: Readonly<Record<KeyAwayReason, (unit: string, keyId: string) => string>> = {
  away: (unit) => `The master key of ${unit} cannot be had now`,
  foreign: (unit) =>
    `The master key of ${unit} does not open the keys in this database: it belongs to another one. ` +
    'Start with the master keys that this database was begun with.',
  damaged: (unit, keyId) =>
    `The key ${keyId} of ${unit} does not open: what stands in the database is damaged`,
};

/**
 * A key is there and cannot be used now: what it sealed waits, and is whole when the key is back. Never the same as a key that
 * is destroyed or was never there. Names the key, holds nothing of it.
 */
export class KeyAway extends Error {
  override readonly name = 'KeyAway';

  readonly unit: string;
  readonly keyId: string;
  readonly reason: KeyAwayReason;

  constructor(reason: KeyAwayReason, unit: string, keyId: string, cause?: unknown) {
    super(WORDS[reason](unit, keyId), { cause });
    this.unit = unit;
    this.keyId = keyId;
    this.reason = reason;
  }
}

/** For lists, in which one case whose key is away must not hide the others: undefined for it, and every other error goes on. */
export function ifAway(error: unknown): undefined {
  if (!(error instanceof KeyAway)) throw error;
}
