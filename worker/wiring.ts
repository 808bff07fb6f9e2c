import { readFile } from 'node:fs/promises';
import { readAddressBook } from '../activities/address-book';
import type { AddressBook } from '../activities/address-book';
import type { CommonAddress } from '../activities/post-activities';
import { letterParties } from '../domain/profile/lookup';
import type { Profile } from '../domain/profile/profile';
import { describeFaults, readProfile } from '../profiles/read-profile';
import { checkKeys } from '../security/key-check';
import { createKeyRing } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { openMasterKeys } from '../security/master-keys-setting';
import { readSigningKey } from '../security/party-keys';
import type { SigningKey } from '../security/party-keys';
import { createReturnAddresses } from '../security/return-address';
import { connect, neededDatabase } from '../store/database';
import type { Database } from '../store/database';
import { createKeyStore } from '../store/key-store';
import { createStore } from '../store/store';
import type { Store } from '../store/store';
import { patiently } from '../telemetry/patience';
import type { Config } from './config';
import type { WorkerTelling } from './log';
import { checkUnits } from './unit-keys';
import { wireMail } from './mail-wiring';
import type { MailParts } from './mail-wiring';

/** What every unit's worker is made of. */
export interface Parts {
  readonly profile: Profile;
  readonly addresses: AddressBook;
  readonly signingKeys: ReadonlyMap<string, SigningKey>;
  /** What goes out without showing which unit asks (INT-6). */
  readonly commonAddress?: CommonAddress;
  readonly database: Database;
  readonly keyRing: KeyRing;
  readonly telling: WorkerTelling;
  /** Whether the unit's keys can be used (ADR 0017). */
  readonly checkKeysOf: (unit: string) => Promise<void>;
  readonly store: Store;
  /** Absent: notices stand in the built-in inbox only. */
  readonly mail?: MailParts;
}

/** Reads and checks everything that a worker needs before it takes a task; throws what a person has to mend. */
export async function wire(config: Config, telling: WorkerTelling): Promise<Parts> {
  const profile = profileOf(config.profile);
  const addresses = await addressesOf(config, profile);
  const mail =
    config.mail === undefined ? {} : { mail: await wireMail(config.mail, profile, telling.failed) };
  const { units, files } = config;
  const signing = units.map(async (unit) => [unit, await readSigningKey(files.signingKeys, unit)] as const);
  const signingKeys = new Map(await Promise.all(signing));
  const database = connect(config.database.url, {
    max: config.database.connections,
    onIdleError: (error) => {
      telling.report('database', error);
    },
  });
  await patiently(neededDatabase(database), {
    seconds: config.startPatienceSeconds,
    log: telling.log,
  });
  const keys = { store: createKeyStore(database), masterKeys: openMasterKeys(config.masterKeys) };
  await checkUnits(units, keys, telling.log);
  const keyRing = createKeyRing({ ...keys, maxAgeMs: config.keyCacheSeconds * 1000 });
  const common = await commonAddressOf(profile, files.signingKeys, keyRing);
  return {
    profile,
    addresses,
    signingKeys,
    database,
    keyRing,
    telling,
    checkKeysOf: (unit) => checkKeys(unit, keys),
    store: createStore({ db: database, ring: keyRing, profile }),
    ...mail,
    ...(common === undefined ? {} : { commonAddress: common }),
  };
}

/** The common address has a signing key and keys of its own, like a unit. */
async function commonAddressOf(
  { commonAddress }: Profile,
  signingKeys: string,
  keyRing: KeyRing,
): Promise<CommonAddress | undefined> {
  if (commonAddress === undefined) return undefined;
  const { id } = commonAddress;
  const { hide } = createReturnAddresses(id, keyRing);
  return { signingKey: await readSigningKey(signingKeys, id), hide };
}

function profileOf(idOrPath: string): Profile {
  const reading = readProfile(idOrPath);
  if (!reading.ok) throw new Error(describeFaults(idOrPath, reading.faults));
  return reading.profile;
}

async function addressesOf({ files, plainHosts }: Config, profile: Profile): Promise<AddressBook> {
  const file = files.addressBook;
  const json: unknown = JSON.parse(await readFile(file, 'utf8'));
  const reading = readAddressBook(json, { parties: letterParties(profile), plainHosts });
  if (!reading.ok)
    throw new Error([`The address book ${file} cannot be used:`, ...reading.faults].join('\n  - '));
  return reading.book;
}
