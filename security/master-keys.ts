/**
 * Wraps data keys with a unit's master key, which is kept outside the database and its backups (ADR 0005). Whatever is thrown beside
 * what is named here means that the master key cannot be had now.
 */
export interface MasterKeys {
  /** Wraps `plainKey` for `unit` with the newest version; it unwraps only for the same unit and the same `aad`. */
  readonly wrap: (unit: string, plainKey: Buffer, aad: string) => Promise<Buffer>;
  /** Throws `SealedError` when `wrapped` is altered, another unit's, or wrapped for something else. The caller wipes what it gets. */
  readonly unwrap: (unit: string, wrapped: Buffer, aad: string) => Promise<Buffer>;
}

/** A version of a unit's master key. */
export interface MasterKeyVersion {
  readonly version: number;
  readonly since: Date;
}

/** Master keys that can be rotated: versions live side by side until the old ones are retired (ADR 0017). */
export interface VersionedMasterKeys extends MasterKeys {
  /** The version that wrapped it; undefined for bytes that no wrapping of this kind gave. */
  readonly versionOf: (wrapped: Buffer) => number | undefined;
  /** The versions that can still be used, the oldest first. */
  readonly versions: (unit: string) => Promise<readonly MasterKeyVersion[]>;
  /** Makes a new version, which wraps from now on; answers its number. */
  readonly addVersion: (unit: string) => Promise<number>;
  /** Puts all versions before that one out of use. Nothing is destroyed: that is the operator's to do. */
  readonly retireBefore: (unit: string, version: number) => Promise<void>;
}
