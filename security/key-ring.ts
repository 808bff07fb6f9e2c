import type { MasterKeys } from './master-keys';
import { newDataKey, SealedError } from './sealed';

/** Where wrapped data keys are kept: one per unit and key id. `store/` implements it. */
export interface KeyStore {
  /** Any one key of the unit that is there; nothing while it has none. */
  readonly sample: (
    unit: string,
  ) => Promise<{ readonly keyId: string; readonly wrapped: Buffer } | undefined>;
  readonly load: (unit: string, keyId: string) => Promise<Buffer | undefined>;
  /**
   * Insert or adopt: stores `wrapped` when the id is free, and answers what is stored afterwards.
   * Rejects with {@link KeyMissing} for an id that was destroyed; a destroyed id never comes back.
   */
  readonly insert: (unit: string, keyId: string, wrapped: Buffer) => Promise<Buffer>;
  /** Removes the key for good and remembers that the id is spent. Repeating it does nothing. */
  readonly destroy: (unit: string, keyId: string) => Promise<void>;
}

/** There is no such key, or it was destroyed. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';

  readonly keyId: string;

  constructor(keyId: string) {
    super(`There is no key ${keyId}`);
    this.keyId = keyId;
  }
}

/** The unit's master key is not the one that wrapped the keys in the database. */
export class MasterKeyForeign extends Error {
  override readonly name = 'MasterKeyForeign';

  constructor(unit: string) {
    super(
      `The master key of ${unit} does not open the keys in this database: it belongs to another one. ` +
        'Start with the directory of master keys that this database was begun with.',
    );
  }
}

/**
 * Checks that a unit's master key belongs to the database, before anything is written under a wrong one.
 *
 * @throws MasterKeyForeign when it does not open a key that is there
 */
export async function checkKeys(
  unit: string,
  { store, masterKeys }: Pick<KeyRingOptions, 'store' | 'masterKeys'>,
): Promise<void> {
  const found = await store.sample(unit);
  if (found === undefined) return;
  await masterKeys.unwrap(unit, found.wrapped, found.keyId).catch((cause: unknown) => {
    throw cause instanceof SealedError ? new MasterKeyForeign(unit) : cause;
  });
}

/** The data keys of all units that a process serves, unwrapped and cached for a short time. */
export interface KeyRing {
  /** The key of that id, created when it does not exist yet. Of two that create it at once, both get the one stored. */
  readonly ensure: (unit: string, keyId: string) => Promise<Buffer>;
  /** The key of that id; throws {@link KeyMissing} when it is unknown or destroyed. */
  readonly get: (unit: string, keyId: string) => Promise<Buffer>;
  /** Destroys the key for good. Other processes stop using it when their cache lapses, at most 10 minutes later. */
  readonly destroy: (unit: string, keyId: string) => Promise<void>;
  /** Drops the key from this process's cache. */
  readonly forget: (unit: string, keyId: string) => void;
}

/** What a key ring needs; the two limits and the clock have defaults. */
export interface KeyRingOptions {
  readonly store: KeyStore;
  readonly masterKeys: MasterKeys;
  /** Milliseconds that a key stays unwrapped in memory; at most, and by default, 10 minutes. */
  readonly maxAgeMs?: number;
  /** Keys kept unwrapped at once; the one fetched longest ago goes first. */
  readonly maxKeys?: number;
  /** Milliseconds on a clock that does not jump. */
  readonly clock?: () => number;
}

interface Cached {
  readonly key: Buffer;
  readonly since: number;
}

const MAX_AGE_MS = 600_000;
const MAX_KEYS = 2_000;

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
  const cache = createCache(options);

  async function unwrap(unit: string, keyId: string, wrapped: Buffer): Promise<Buffer> {
    const stillValid = cache.mark();
    const key = await masterKeys.unwrap(unit, wrapped, keyId);
    // A key that was destroyed while it was being unwrapped must not stay behind in memory.
    if (stillValid()) cache.put(unit, keyId, key);
    return key;
  }

  async function find(unit: string, keyId: string): Promise<Buffer | undefined> {
    const cached = cache.take(unit, keyId);
    if (cached !== undefined) return cached;
    const wrapped = await store.load(unit, keyId);
    return wrapped === undefined ? undefined : unwrap(unit, keyId, wrapped);
  }

  return {
    async ensure(unit, keyId) {
      const found = await find(unit, keyId);
      if (found !== undefined) return found;
      const wrapped = await masterKeys.wrap(unit, newDataKey(), keyId);
      return unwrap(unit, keyId, await store.insert(unit, keyId, wrapped));
    },
    async get(unit, keyId) {
      const found = await find(unit, keyId);
      if (found === undefined) throw new KeyMissing(keyId);
      return found;
    },
    async destroy(unit, keyId) {
      await store.destroy(unit, keyId);
      cache.drop(unit, keyId);
    },
    forget: cache.drop,
  };
}

interface Cache {
  readonly take: (unit: string, keyId: string) => Buffer | undefined;
  readonly put: (unit: string, keyId: string, key: Buffer) => void;
  readonly drop: (unit: string, keyId: string) => void;
  /** Answers whether nothing was dropped since the mark was set. */
  readonly mark: () => () => boolean;
}

function createCache(options: KeyRingOptions): Cache {
  const maxAgeMs = Math.min(options.maxAgeMs ?? MAX_AGE_MS, MAX_AGE_MS);
  const maxKeys = options.maxKeys ?? MAX_KEYS;
  const clock = options.clock ?? (() => performance.now());
  const entries = new Map<string, Cached>();
  const nameOf = (unit: string, keyId: string): string => `${unit} ${keyId}`;
  let drops = 0;

  return {
    take(unit, keyId) {
      const name = nameOf(unit, keyId);
      const found = entries.get(name);
      if (found !== undefined && clock() - found.since < maxAgeMs) return found.key;
      entries.delete(name);
      return undefined;
    },
    put(unit, keyId, key) {
      const name = nameOf(unit, keyId);
      entries.delete(name);
      entries.set(name, { key, since: clock() });
      for (const oldest of entries.keys()) {
        if (entries.size <= maxKeys) break;
        entries.delete(oldest);
      }
    },
    drop(unit, keyId) {
      drops += 1;
      entries.delete(nameOf(unit, keyId));
    },
    mark() {
      const before = drops;
      return () => drops === before;
    },
  };
}
