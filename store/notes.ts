import { sql } from 'kysely';

import type { PartyId, Reader } from '../domain/kernel/actor';
import type { NoteRef } from '../domain/letters/letter';
import type { Identity } from '../domain/letters/wire';
import type { Instant } from '../domain/time/instant';
import { caseKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import type { DataKey } from '../security/sealed';
import type { Database, UnitTransaction } from './database';
import { casesOfSame, dropNumbers, insertNumber, openIdentity, readPersons, sealPerson } from './persons';
import type { SealedPerson } from './persons';
import { openJson, sealJson } from './sealing';

/** A narrative on its way into a case. */
export interface PendingNote extends NoteRef {
  readonly text: string;
}

/** What a command or a letter brings that must not reach Temporal: it waits for the step that names it (ADR 0005). */
export interface PendingContent {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly commandId: string;
  readonly notes: readonly PendingNote[];
  readonly person?: { readonly personRef: string; readonly identity: Identity };
}

/** Narratives and identities of a unit's cases. Only what a step has kept is read. */
export interface Notes {
  /** Stores narratives and identity as pending; what has been stored under the same id stays as it is. */
  readonly keepPending: (content: PendingContent, at: Instant) => Promise<void>;
  /** The texts of kept notes of the case by their id; ids that the case has not are left out. */
  readonly texts: (
    unit: PartyId,
    caseRef: string,
    noteIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  /** The identity kept in the case under that reference. */
  readonly person: (unit: PartyId, caseRef: string, personRef: string) => Promise<Identity | undefined>;
  /** Other cases of the own unit about the person kept there, of those that the reader has a part in (CON-10, ACC-2). */
  readonly samePerson: (reader: Reader, caseRef: string, personRef: string) => Promise<readonly string[]>;
  /** Removes what has waited for its step since before the instant; answers how many notes and identities went. */
  readonly sweepPending: (unit: PartyId, olderThan: Instant) => Promise<number>;
}

/** A row of notes or vault as it is inserted. */
export interface SealedContent {
  readonly notes: readonly { readonly noteId: string; readonly sealed: Buffer }[];
  readonly person?: SealedPerson;
}

/** Notes and vault over one database. */
export function createNotes(db: Database, ring: KeyRing): Notes {
  return {
    async keepPending(content, at) {
      const sealed = await sealContent(ring, content);
      await db.inUnit(content.unit, (tx) => insertPending(tx, content, sealed, at));
    },
    async texts(unit, caseRef, noteIds) {
      if (noteIds.length === 0) return new Map();
      const rows = await db.inUnit(unit, (tx) => readNotes(tx, caseRef, noteIds));
      if (rows.length === 0) return new Map();
      const key = await ring.get(unit, caseKeyId(caseRef));
      return new Map(rows.map((row) => [row.note_id, openNote(key, unit, caseRef, row)]));
    },
    async person(unit, caseRef, personRef) {
      const rows = await db.inUnit(unit, (tx) => readPersons(tx, caseRef, [personRef]));
      const [row] = rows;
      if (row === undefined) return undefined;
      return openIdentity(await ring.get(unit, caseKeyId(caseRef)), unit, caseRef, row);
    },
    samePerson: (reader, caseRef, personRef) => casesOfSame(db, ring, reader, { caseRef, personRef }),
    sweepPending: (unit, olderThan) => db.inUnit(unit, (tx) => sweep(tx, olderThan)),
  };
}

/** Seals narratives and identity with the case's key, before the transaction that stores them begins. */
export async function sealContent(ring: KeyRing, content: PendingContent): Promise<SealedContent> {
  const { unit, caseRef, notes, person } = content;
  if (notes.length === 0 && person === undefined) return { notes: [] };
  const key = await ring.ensure(unit, caseKeyId(caseRef));
  const sealedNotes = notes.map(({ noteId, text }) => ({
    noteId,
    sealed: sealJson(key, text, { table: 'notes', unit, owner: caseRef, id: noteId }),
  }));
  if (person === undefined) return { notes: sealedNotes };
  const { personRef, identity } = person;
  return {
    notes: sealedNotes,
    person: await sealPerson(ring, key, { unit, caseRef, personRef }, identity),
  };
}

/** Inserts sealed content as pending; rows that are there stay, so that a repeated request doubles nothing. */
export async function insertPending(
  tx: UnitTransaction,
  { unit, caseRef, commandId }: PendingContent,
  { notes, person }: SealedContent,
  at: Instant,
): Promise<void> {
  const common = {
    unit,
    case_ref: caseRef,
    command_id: commandId,
    created_at: at,
    state: 'pending',
  } as const;
  if (notes.length > 0) {
    await tx
      .insertInto('notes')
      .values(notes.map(({ noteId, sealed }) => ({ ...common, note_id: noteId, sealed })))
      .onConflict((conflict) => conflict.columns(['unit', 'note_id']).doNothing())
      .execute();
  }
  if (person === undefined) return;
  await insertNumber(tx, unit, person);
  await tx
    .insertInto('vault')
    .values({ ...common, person_ref: person.personRef, sealed: person.sealed, lookup_hash: person.lookup })
    .onConflict((conflict) => conflict.columns(['unit', 'person_ref']).doNothing())
    .execute();
}

/** Removes what a command left waiting. */
export async function dropPending(tx: UnitTransaction, caseRef: string, commandId: string): Promise<void> {
  await tx
    .deleteFrom('notes')
    .where('case_ref', '=', caseRef)
    .where('command_id', '=', commandId)
    .where('state', '=', 'pending')
    .execute();
  const gone = await tx
    .deleteFrom('vault')
    .where('case_ref', '=', caseRef)
    .where('command_id', '=', commandId)
    .where('state', '=', 'pending')
    .returning(['unit', 'lookup_hash'])
    .execute();
  await dropNumbers(tx, gone);
}

interface NoteRow {
  readonly note_id: string;
  readonly sealed: Buffer;
}

/** Kept notes of the case, still sealed. */
export function readNotes(
  tx: UnitTransaction,
  caseRef: string,
  noteIds: readonly string[],
): Promise<NoteRow[]> {
  if (noteIds.length === 0) return Promise.resolve([]);
  return tx
    .selectFrom('notes')
    .select(['note_id', 'sealed'])
    .where('case_ref', '=', caseRef)
    .where('note_id', 'in', noteIds)
    .where('state', '=', 'kept')
    .execute();
}

/** The narrative of a row. */
export function openNote(key: DataKey, unit: PartyId, caseRef: string, row: NoteRow): string {
  return openJson<string>(key, row.sealed, { table: 'notes', unit, owner: caseRef, id: row.note_id });
}

/** By the database's clock too: that of a process may be a day ahead, and what is swept is gone. */
const longAgo = sql<Instant>`now() - interval '1 day'`;

async function sweep(tx: UnitTransaction, olderThan: Instant): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('notes')
    .where('state', '=', 'pending')
    .where('created_at', '<', olderThan)
    .where('created_at', '<', longAgo)
    .executeTakeFirstOrThrow();
  const gone = await tx
    .deleteFrom('vault')
    .where('state', '=', 'pending')
    .where('created_at', '<', olderThan)
    .where('created_at', '<', longAgo)
    .returning(['unit', 'lookup_hash'])
    .execute();
  await dropNumbers(tx, gone);
  return Number(numDeletedRows) + gone.length;
}
