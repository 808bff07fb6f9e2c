import type { DataKey } from './sealed';

/** Data keys unwrapped in memory: few, and for a short time. */
export interface KeyCache {
  readonly take: (unit: string, keyId: string) => DataKey | undefined;
  readonly put: (unit: string, keyId: string, key: DataKey) => void;
  readonly drop: (unit: string, keyId: string) => void;
  /** Answers whether nothing was dropped since the mark was set. */
  readonly mark: () => () => boolean;
}

/** The bounds of a cache. */
export interface KeyCacheOptions {
  /** Milliseconds that a key stays; at most, and by default, 10 minutes. */
  readonly maxAgeMs?: number;
  /** Keys kept at once; the one fetched longest ago goes first. */
  readonly maxKeys?: number;
  /** Milliseconds on a clock that does not jump. */
  readonly clock?: () => number;
}

interface Cached {
  readonly key: DataKey;
  readonly since: number;
}

const MAX_AGE_MS = 600_000;
const MAX_KEYS = 2_000;

/** An empty cache. What it lets go of is wiped by Node when nobody uses it any more. */
export function createKeyCache(options: KeyCacheOptions): KeyCache {
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
      for (const [oldest, { since }] of entries) {
        if (entries.size <= maxKeys && clock() - since < maxAgeMs) break;
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
