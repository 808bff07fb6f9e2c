import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import type { PartyId } from '../domain/kernel/actor';
import { KeyFileError, createKeyFile, keyFile, readKeyFile } from './key-file';

/** A registered key of a party that may send letters (PIN-1). Outside its dates it counts as unknown. */
export interface PartnerKey {
  readonly keyId: string;
  readonly party: PartyId;
  readonly publicKey: KeyObject;
  readonly validFrom?: Date;
  readonly validUntil?: Date;
}

/** One entry of the registry as JSON: the public half as a JWK, the dates as ISO text. */
export interface PartnerKeyEntry {
  readonly keyId: string;
  readonly party: PartyId;
  readonly publicKey: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** The key that a unit or party signs its letters with. */
export interface SigningKey {
  readonly keyId: string;
  readonly party: PartyId;
  readonly privateKey: KeyObject;
  /** What the others put into their registries. */
  readonly entry: PartnerKeyEntry;
}

/** The registry of keys cannot be used; the message names every fault in it. */
export class KeyRegistryError extends Error {
  override readonly name = 'KeyRegistryError';

  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The key registry is not usable: ${faults.join('; ')}`);
    this.faults = faults;
  }
}

const ENDING = 'signing.pem';
const KEY_ID = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$/;

/**
 * Reads a registry: a list of {@link PartnerKeyEntry}.
 *
 * @param json the parsed JSON of the registry
 * @returns finds a key by its id, whatever its dates
 * @throws KeyRegistryError naming every fault, also a key id that occurs twice
 */
export function readPartnerKeys(json: unknown): (keyId: string) => PartnerKey | undefined {
  if (!Array.isArray(json)) throw new KeyRegistryError(['it is not a list']);
  const keys = new Map<string, PartnerKey>();
  const faults: string[] = [];
  json.forEach((entry: unknown, index) => {
    const key = readEntry(entry);
    if (typeof key === 'string') faults.push(`entry ${index}: ${key}`);
    else if (keys.has(key.keyId)) faults.push(`entry ${index}: the key id occurs twice`);
    else keys.set(key.keyId, key);
  });
  if (faults.length > 0) throw new KeyRegistryError(faults);
  return (keyId) => keys.get(keyId);
}

/**
 * Creates the signing key of a unit or party in `<party>.signing.pem`, mode 0600.
 *
 * @throws KeyFileError when there is one already, or the id cannot name a file
 */
export async function createSigningKey(dir: string, party: PartyId): Promise<SigningKey> {
  await createKeyFile(keyFile(dir, party, ENDING), dir, newSigningPem());
  return readSigningKey(dir, party);
}

/** A new Ed25519 private key as PEM (PKCS #8). */
export function newSigningPem(): string | Buffer {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
}

/**
 * Reads the signing key that {@link createSigningKey} wrote, or one made with `openssl genpkey -algorithm ed25519`.
 *
 * @throws KeyFileError when it is missing, open to others, or not an Ed25519 key
 */
export async function readSigningKey(dir: string, party: PartyId): Promise<SigningKey> {
  return signingKeyOf(party, await readPrivateKey(keyFile(dir, party, ENDING)));
}

/**
 * Reads a private key as PEM.
 *
 * @throws KeyFileError when it is missing, open to others, or not an Ed25519 key
 */
export async function readPrivateKey(path: string): Promise<KeyObject> {
  const pem = await readKeyFile(path);
  const key = attempt(() => createPrivateKey(pem));
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new KeyFileError(`Key file ${path} holds no Ed25519 private key`);
  return key;
}

/** The entry that a party hands in for the registries of others: the public half, under an id that changes with the key. */
export function entryOf(party: PartyId, privateKey: KeyObject): PartnerKeyEntry {
  return signingKeyOf(party, privateKey).entry;
}

function signingKeyOf(party: PartyId, privateKey: KeyObject): SigningKey {
  const x = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
  // The id changes with the key, so that an old and a new key can stand in a registry side by side.
  const keyId = `${party}:${x.slice(0, 8).replaceAll(/[^A-Za-z0-9]/g, '.')}`;
  return {
    keyId,
    party,
    privateKey,
    entry: { keyId, party, publicKey: { kty: 'OKP', crv: 'Ed25519', x } },
  };
}

function readEntry(entry: unknown): PartnerKey | string {
  if (!isRecord(entry)) return 'it is not an object';
  const { keyId, party } = entry;
  if (typeof keyId !== 'string' || !KEY_ID.test(keyId)) return 'keyId is missing or malformed';
  if (typeof party !== 'string' || party === '') return 'party is missing';
  const publicKey = readPublicKey(entry['publicKey']);
  if (typeof publicKey === 'string') return publicKey;
  const dates = readDates(entry);
  return dates === undefined ? 'a date is not ISO text in UTC' : { keyId, party, publicKey, ...dates };
}

function readDates(entry: Record<string, unknown>): Pick<PartnerKey, 'validFrom' | 'validUntil'> | undefined {
  const validFrom = readDate(entry['validFrom']);
  const validUntil = readDate(entry['validUntil']);
  if (validFrom === 'malformed' || validUntil === 'malformed') return undefined;
  return { ...(validFrom && { validFrom }), ...(validUntil && { validUntil }) };
}

function readPublicKey(jwk: unknown): KeyObject | string {
  if (!isRecord(jwk) || jwk['kty'] !== 'OKP' || jwk['crv'] !== 'Ed25519' || typeof jwk['x'] !== 'string') {
    return 'publicKey is not an Ed25519 JWK';
  }
  if ('d' in jwk) return 'publicKey holds a private key, which must never leave its party';
  const { x } = jwk;
  return (
    attempt(() => createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } })) ??
    'publicKey is not a point'
  );
}

function readDate(value: unknown): Date | undefined | 'malformed' {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return 'malformed';
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? 'malformed' : date;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
