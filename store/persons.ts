import { createHmac } from 'node:crypto';

import { sql } from 'kysely';

import type { PartyId, Reader } from '../domain/kernel/actor';
import type { Identity } from '../domain/letters/wire';
import { ifAway } from '../security/key-away';
import { caseKeyId, unitKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { SealedError } from '../security/sealed';
import type { DataKey } from '../security/sealed';
import type { Database, UnitTransaction } from './database';
import { isOpenTo, openSupervisors } from './restricted';
import { openJson, sealJson } from './sealing';
import type { SealedPlace } from './sealing';
import { isNamed } from './sight';

// A personal number stands once in a unit, by its keyed hash, however many cases are about the person. It is sealed with a key of its own
// that only the cases' rows hold, each under its case's key: when the last of them is destroyed the number cannot be read any more.

/** An identity as it is inserted: the row of its case, and the number's. */
export interface SealedPerson {
  readonly personRef: string;
  readonly sealed: Buffer;
  readonly lookup: string;
  readonly sealedNumber: Buffer;
}

/** A kept identity of a case, still sealed. */
export interface PersonRow {
  readonly person_ref: string;
  readonly sealed: Buffer;
  readonly lookup_hash: string | null;
  readonly sealed_number: Buffer | null;
}

type Kept = Omit<Identity, 'personalNumber'> & {
  /** Opens the number; absent in a row from before, which holds the number itself. */
  readonly numberKey?: string;
  readonly personalNumber?: string;
};

/** Where an identity stands. */
export interface PersonPlace {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly personRef: string;
}

/** Seals an identity with its case's key, before the transaction that stores it begins. */
export async function sealPerson(
  ring: KeyRing,
  key: DataKey,
  place: PersonPlace,
  { personalNumber, ...rest }: Identity,
): Promise<SealedPerson> {
  const { unit, personRef } = place;
  const digits = personalNumber.replace(/\D/g, '');
  const unitKey = await ring.ensure(unit, unitKeyId(unit));
  // Keyed with the unit's own key: two units give the same person two different hashes (CON-10).
  const lookup = createHmac('sha256', unitKey).update(`person:${digits}`).digest('hex');
  const numberKey = createHmac('sha256', unitKey).update(`person-key:${digits}`).digest();
  const kept: Kept = { ...rest, numberKey: numberKey.toString('base64') };
  return {
    ...{ personRef, lookup },
    sealed: sealJson(key, kept, identityPlace(place)),
    sealedNumber: sealJson(numberKey, digits, numberPlace(unit, lookup)),
  };
}

/**
 * The identity of a row.
 *
 * @throws SealedError when its number is not there: a person without one would be taken for somebody else
 */
export function openIdentity(key: DataKey, unit: PartyId, caseRef: string, row: PersonRow): Identity {
  const place = identityPlace({ unit, caseRef, personRef: row.person_ref });
  const { numberKey, personalNumber, ...rest } = openJson<Kept>(key, row.sealed, place);
  if (personalNumber !== undefined) return { ...rest, personalNumber };
  const { lookup_hash: lookup, sealed_number: sealed } = row;
  if (numberKey === undefined || lookup === null || sealed === null) throw new SealedError();
  const opened = openJson<string>(Buffer.from(numberKey, 'base64'), sealed, numberPlace(unit, lookup));
  return { ...rest, personalNumber: opened };
}

/** Kept identities of the case, still sealed. */
export function readPersons(
  tx: UnitTransaction,
  caseRef: string,
  refs: readonly string[],
): Promise<PersonRow[]> {
  if (refs.length === 0) return Promise.resolve([]);
  return tx
    .selectFrom('vault')
    .leftJoin('persons', 'persons.lookup_hash', 'vault.lookup_hash')
    .select(['person_ref', 'sealed', 'vault.lookup_hash', 'sealed_number'])
    .where('case_ref', '=', caseRef)
    .where('person_ref', 'in', refs)
    .where('state', '=', 'kept')
    .execute();
}

/** Stores the number of a person whom the unit has not yet; the caller stores the case's row in the same transaction. */
export async function insertNumber(
  tx: UnitTransaction,
  unit: PartyId,
  { lookup, sealedNumber }: SealedPerson,
): Promise<void> {
  await lockPerson(tx, unit, lookup);
  await tx
    .insertInto('persons')
    .values({ unit, lookup_hash: lookup, sealed_number: sealedNumber })
    .onConflict((conflict) => conflict.columns(['unit', 'lookup_hash']).doNothing())
    .execute();
}

/** Removes the numbers to which no row of the vault points any more. */
export async function dropNumbers(
  tx: UnitTransaction,
  rows: readonly { readonly unit: PartyId; readonly lookup_hash: string | null }[],
): Promise<void> {
  const lookups = [
    ...new Map(rows.map(({ unit, lookup_hash }) => [lookup_hash ?? '', unit])).entries(),
  ].sort();
  for (const [lookup, unit] of lookups) {
    await lockPerson(tx, unit, lookup);
    await tx
      .deleteFrom('persons')
      .where('lookup_hash', '=', lookup)
      .where((persons) =>
        persons.not(
          persons.exists(
            persons
              .selectFrom('vault')
              .select('person_ref')
              .whereRef('vault.lookup_hash', '=', 'persons.lookup_hash'),
          ),
        ),
      )
      .execute();
  }
}

/**
 * The other cases of the unit that are about the same person, of those that the reader has a part in: who may not see a case is not told
 * by another one that it exists (CON-10, ACC-2, ACC-3).
 */
export async function casesOfSame(
  db: Database,
  ring: KeyRing,
  reader: Reader,
  { caseRef, personRef }: Omit<PersonPlace, 'unit'>,
): Promise<readonly string[]> {
  const found = await db.inUnit(reader.unit, (tx) =>
    tx
      .selectFrom('vault as own')
      .innerJoin('vault as other', 'other.lookup_hash', 'own.lookup_hash')
      .innerJoin('cases', 'cases.case_ref', 'other.case_ref')
      .select(['cases.case_ref as caseRef', 'sealed_supervisors as supervisors'])
      .select((cases) => isNamed(cases, reader.person).as('named'))
      .distinct()
      .where('own.case_ref', '=', caseRef)
      .where('own.person_ref', '=', personRef)
      .where('own.state', '=', 'kept')
      .where('other.state', '=', 'kept')
      .where('other.case_ref', '<>', caseRef)
      .where((cases) =>
        cases.or([cases.val(reader.roles.includes('supervisor')), isNamed(cases, reader.person)]),
      )
      .orderBy('cases.case_ref')
      .execute(),
  );
  const open = await Promise.all(
    found.map(async (row) => row.named === true || (await isSupervised(ring, reader, row))),
  );
  return found.filter((_, nth) => open[nth]).map((row) => row.caseRef);
}

async function isSupervised(
  ring: KeyRing,
  { unit, person }: Reader,
  { caseRef, supervisors }: { readonly caseRef: string; readonly supervisors: Buffer | null },
): Promise<boolean> {
  const key = await ring.get(unit, caseKeyId(caseRef)).catch(ifAway);
  return key !== undefined && isOpenTo(openSupervisors(key, unit, caseRef, supervisors), person);
}

/** Held until the transaction ends, so that a number is not removed while a case begins to point to it. */
async function lockPerson(tx: UnitTransaction, unit: PartyId, lookup: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(['person', unit, lookup])}, 0))`.execute(
    tx,
  );
}

function identityPlace({ unit, caseRef, personRef }: PersonPlace): SealedPlace {
  return { table: 'vault', unit, owner: caseRef, id: personRef };
}

function numberPlace(unit: PartyId, lookup: string): SealedPlace {
  return { table: 'persons', unit, owner: lookup, id: 'number' };
}
