import { createSecretKey } from 'node:crypto';

import { KeyAway } from './key-away';
import { createKeyCache } from './key-cache';
import type { KeyCacheOptions } from './key-cache';
import { createKeyCheck } from './key-check';
import type { MasterKeys } from './master-keys';
import { SealedError, newDataKey } from './sealed';
import type { DataKey } from './sealed';

/** A data key as it is kept. */
export interface WrappedKey {
  readonly keyId: string;
  readonly wrapped: Buffer;
}

/** Where wrapped data keys are kept: one per unit and key id. `store/` implements it. */
export interface KeyStore {
  /** A few keys of the unit, whichever; none while it has none. */
  readonly sample: (unit: string) => Promise<readonly WrappedKey[]>;
  readonly load: (unit: string, keyId: string) => Promise<Buffer | undefined>;
  /**
   * Insert or adopt: stores `wrapped` when the id is free, and answers what is stored afterwards.
   * Rejects with {@link KeyMissing} for an id that was destroyed; a destroyed id never comes back.
   */
  readonly insert: (unit: string, keyId: string, wrapped: Buffer) => Promise<Buffer>;
  /** Removes the key for good and remembers that the id is spent. Repeating it does nothing. */
  readonly destroy: (unit: string, keyId: string) => Promise<void>;
}

/** There is no such key, or it was destroyed: what it sealed can never be opened. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';

  readonly keyId: string;

  constructor(keyId: string) {
    super(`There is no key ${keyId}`);
    this.keyId = keyId;
  }
}

/** The data keys of all units that a process serves, unwrapped and cached for a short time. Every call may throw {@link KeyAway}. */
export interface KeyRing {
  /** The key of that id, created when it does not exist yet. Of two that create it at once, both get the one stored. */
  readonly ensure: (unit: string, keyId: string) => Promise<DataKey>;
  /** The key as far as it is in memory; asks nobody. */
  readonly atHand: (unit: string, keyId: string) => DataKey | undefined;
  /** The key of that id; throws {@link KeyMissing} when it is unknown or destroyed. */
  readonly get: (unit: string, keyId: string) => Promise<DataKey>;
  /** The key whose wrapped form the caller has read already, with what it is to open; asks the store for nothing. */
  readonly open: (unit: string, wrapped: WrappedKey) => Promise<DataKey>;
  /** Destroys the key for good. Other processes stop using it when their cache lapses, at most 10 minutes later. */
  readonly destroy: (unit: string, keyId: string) => Promise<void>;
  /** Drops the key from this process's cache. */
  readonly forget: (unit: string, keyId: string) => void;
}

/** What a key ring needs; the limits of its cache have defaults. */
export interface KeyRingOptions extends KeyCacheOptions {
  readonly store: KeyStore;
  readonly masterKeys: MasterKeys;
}

/** The key id of a case's content. */
export function caseKeyId(caseRef: string): string {
  return `case:${caseRef}`;
}

/** The key id of a letter in the inbox, until it is recorded or refused (ADR 0004). */
export function letterKeyId(sender: string, letterId: string): string {
  return `letter:${sender}:${letterId}`;
}

/** The key id of what belongs to a unit and to no case. */
export function unitKeyId(unit: string): string {
  return `unit:${unit}`;
}

/** Makes a key ring over a store of wrapped keys and the master keys that unwrap them. */
export function createKeyRing(options: KeyRingOptions): KeyRing {
  const { store, masterKeys } = options;
  const cache = createKeyCache(options);
  const check = createKeyCheck(options);

  /** `stillValid` was marked before `wrapped` was read. */
  async function unwrap(
    unit: string,
    { keyId, wrapped }: WrappedKey,
    stillValid: () => boolean,
  ): Promise<DataKey> {
    const plain = await masterKeys.unwrap(unit, wrapped, keyId).catch((error: unknown) => {
      throw new KeyAway(error instanceof SealedError ? 'damaged' : 'away', unit, keyId, error);
    });
    const key = taken(plain);
    // A key that was destroyed while it was being fetched must not stay behind in memory.
    if (stillValid()) cache.put(unit, keyId, key);
    return key;
  }

  async function find(unit: string, keyId: string): Promise<DataKey | undefined> {
    const cached = cache.take(unit, keyId);
    if (cached !== undefined) return cached;
    const stillValid = cache.mark();
    const wrapped = await store.load(unit, keyId);
    return wrapped === undefined ? undefined : unwrap(unit, { keyId, wrapped }, stillValid);
  }

  return {
    atHand: cache.take,
    async ensure(unit, keyId) {
      const found = await find(unit, keyId);
      if (found !== undefined) return found;
      // Nothing is written under a master key that is not this database's.
      await check(unit);
      const made = await newKey(masterKeys, unit, keyId);
      const stillValid = cache.mark();
      return unwrap(unit, { keyId, wrapped: await store.insert(unit, keyId, made) }, stillValid);
    },
    get: async (unit, keyId) => (await find(unit, keyId)) ?? missing(keyId),
    open: async (unit, wrapped) => cache.take(unit, wrapped.keyId) ?? unwrap(unit, wrapped, cache.mark()),
    async destroy(unit, keyId) {
      await store.destroy(unit, keyId);
      cache.drop(unit, keyId);
    },
    forget: cache.drop,
  };
}

function missing(keyId: string): never {
  throw new KeyMissing(keyId);
}

async function newKey(masterKeys: MasterKeys, unit: string, keyId: string): Promise<Buffer> {
  const plain = newDataKey();
  try {
    return await masterKeys.wrap(unit, plain, keyId);
  } catch (error) {
    throw new KeyAway('away', unit, keyId, error);
  } finally {
    plain.fill(0);
  }
}

function taken(plain: Buffer): DataKey {
  const key = createSecretKey(plain);
  plain.fill(0);
  return key;
}
