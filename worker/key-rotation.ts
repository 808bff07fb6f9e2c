import type { PartyId } from '../domain/kernel/actor';
import type { VersionedMasterKeys } from '../security/master-keys';
import { SealedError } from '../security/sealed';
import type { KeyPages } from '../store/key-pages';

/** What a rotation works with; it needs no part of the service to stand still. */
export interface RotationParts {
  readonly pages: KeyPages;
  readonly masterKeys: VersionedMasterKeys;
}

/** How the data keys of a unit are wrapped now. */
export interface KeyCensus {
  /** How many keys each version wraps. */
  readonly byVersion: ReadonlyMap<number, number>;
  /** Versions that wrap a key which opens. */
  readonly opening: ReadonlySet<number>;
  /** Ids of keys whose wrapping no version in use opens: damaged, or brought back under one that is retired. */
  readonly damaged: readonly string[];
}

const BATCH = 50;

/** A version younger than this may still be unknown to a process that is just storing what it wrapped with the one before. */
const SETTLED_MS = 60_000;

/** Why an old version cannot be retired; the message says what to do. */
export class NotRetired extends Error {
  override readonly name = 'NotRetired';
}

/** Counts a unit's keys by the version that wraps them, and tries whether each opens. */
export async function takeCensus(unit: PartyId, parts: RotationParts): Promise<KeyCensus> {
  const inUse = new Set((await parts.masterKeys.versions(unit)).map(({ version }) => version));
  const byVersion = new Map<number, number>();
  const opening = new Set<number>();
  const damaged: string[] = [];
  await eachBatch(unit, parts, async (keys) => {
    for (const { keyId, wrapped } of keys) {
      const version = parts.masterKeys.versionOf(wrapped);
      const isOpen =
        version !== undefined && inUse.has(version) && (await opens(unit, parts, keyId, wrapped));
      if (isOpen) opening.add(version);
      else damaged.push(keyId);
      if (version !== undefined) byVersion.set(version, (byVersion.get(version) ?? 0) + 1);
    }
  });
  return { byVersion, opening, damaged };
}

async function opens(
  unit: PartyId,
  { masterKeys }: RotationParts,
  keyId: string,
  wrapped: Buffer,
): Promise<boolean> {
  const plain = await masterKeys.unwrap(unit, wrapped, keyId).catch(ifSealed);
  plain?.fill(0);
  return plain !== undefined;
}

/**
 * The version that a rotation is to wrap with: a new one, or the newest when a rotation to it was begun and not finished. A key that
 * does not open can be wrapped by none, and must not keep the unit from a new version.
 *
 * @param census taken just before
 */
export async function targetVersion(
  unit: PartyId,
  { masterKeys }: RotationParts,
  { opening }: KeyCensus,
): Promise<{ readonly version: number; readonly isNew: boolean }> {
  const newest = (await masterKeys.versions(unit)).at(-1)?.version ?? 1;
  const isBegun = [...opening].some((version) => version < newest);
  return { version: isBegun ? newest : newest + 1, isNew: !isBegun };
}

/**
 * Wraps every data key of a unit anew with the newest version, in batches, until a whole pass finds none of an older one. What was
 * done stays done, so it may be stopped and begun again at any time. Damaged keys are left as they are.
 *
 * @param tell hears how many were done so far, after each batch that did any
 * @returns how many were done
 */
export async function rewrapAll(
  unit: PartyId,
  parts: RotationParts,
  tell: (done: number) => void,
): Promise<number> {
  const inUse = (await parts.masterKeys.versions(unit)).map(({ version }) => version);
  const old = new Set(inUse.slice(0, -1));
  let done = 0;
  for (let before = -1; before < done;) {
    before = done;
    await eachBatch(unit, parts, async (keys) => {
      const due = keys.filter(({ wrapped }) => old.has(parts.masterKeys.versionOf(wrapped) ?? NaN));
      const rewrapped = await Promise.all(due.map((key) => rewrap(unit, parts, key)));
      if (rewrapped.length === 0) return;
      done += rewrapped.filter(Boolean).length;
      tell(done);
    });
  }
  return done;
}

/**
 * Puts the versions before the newest out of use, once nothing is wrapped by them.
 *
 * @throws NotRetired while something is, or may still come
 */
export async function retireOld(unit: PartyId, parts: RotationParts, now: Date): Promise<number> {
  const newest = (await parts.masterKeys.versions(unit)).at(-1);
  if (newest === undefined) throw new NotRetired(`${unit} has no master key.`);
  if (now.getTime() - newest.since.getTime() < SETTLED_MS)
    throw new NotRetired(`Version ${newest.version} is less than a minute old. Try again in a minute.`);
  const { byVersion, damaged } = await takeCensus(unit, parts);
  const old = [...byVersion].filter(([version]) => version < newest.version);
  if (old.length > 0)
    throw new NotRetired(
      `Version ${old.map(([version, count]) => `${version} still wraps ${count} keys`).join(', ')}. Rotate first` +
        (damaged.length > 0 ? `; these do not open and need a backup: ${damaged.join(', ')}.` : '.'),
    );
  await parts.masterKeys.retireBefore(unit, newest.version);
  return newest.version;
}

async function rewrap(
  unit: PartyId,
  { pages, masterKeys }: RotationParts,
  key: Parameters<KeyPages['replace']>[1],
): Promise<boolean> {
  const plain = await masterKeys.unwrap(unit, key.wrapped, key.keyId).catch(ifSealed);
  if (plain === undefined) return false;
  try {
    return await pages.replace(unit, key, await masterKeys.wrap(unit, plain, key.keyId));
  } finally {
    plain.fill(0);
  }
}

async function eachBatch(
  unit: PartyId,
  { pages }: RotationParts,
  work: (keys: Awaited<ReturnType<KeyPages['page']>>) => Promise<void>,
): Promise<void> {
  for (let after = ''; ;) {
    const keys = await pages.page(unit, after, BATCH);
    const last = keys.at(-1);
    if (last === undefined) return;
    await work(keys);
    after = last.keyId;
  }
}

function ifSealed(error: unknown): undefined {
  if (!(error instanceof SealedError)) throw error;
}
