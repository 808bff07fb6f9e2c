import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

import { createAppRole, protect } from './row-security';

/** The unit's own files: worklist, journal, narratives, identities, keys. */
export const cases: Migration = {
  async up(db: Kysely<unknown>) {
    await createAppRole(db);
    await createWorklist(db);
    await createJournal(db);
    await createContent(db);
    await createKeys(db);
  },
};

async function createWorklist(db: Kysely<unknown>): Promise<void> {
  await sql`create table cases (
    unit text not null,
    case_ref text not null,
    status text not null check (status in ('offered', 'open', 'closed')),
    awaits text not null,
    next_due timestamptz,
    overdue boolean not null,
    waits_at_reception boolean not null,
    opened_at timestamptz not null,
    changed_at timestamptz not null,
    seq integer not null,
    sealed_next bytea not null,
    primary key (unit, case_ref)
  )`.execute(db);
  await sql`create index cases_by_due on cases (unit, next_due, case_ref)`.execute(db);
  await protect(db, 'cases', {
    update: [
      'status',
      'awaits',
      'next_due',
      'overdue',
      'waits_at_reception',
      'changed_at',
      'seq',
      'sealed_next',
    ],
  });

  await sql`create table case_people (
    unit text not null,
    case_ref text not null,
    person text not null,
    part text not null check (part in ('caseworker', 'standIn')),
    primary key (unit, case_ref, person, part),
    foreign key (unit, case_ref) references cases (unit, case_ref)
  )`.execute(db);
  await sql`create index case_people_by_person on case_people (unit, person)`.execute(db);
  await protect(db, 'case_people', { delete: true });
}

async function createJournal(db: Kysely<unknown>): Promise<void> {
  await sql`create table journal (
    unit text not null,
    case_ref text not null,
    seq integer not null,
    command_id text not null,
    at timestamptz not null,
    sealed bytea not null,
    primary key (unit, case_ref, seq),
    unique (unit, case_ref, command_id)
  )`.execute(db);
  await protect(db, 'journal');
}

async function createContent(db: Kysely<unknown>): Promise<void> {
  await sql`create table notes (
    unit text not null,
    note_id text not null,
    case_ref text not null,
    state text not null check (state in ('pending', 'kept')),
    sealed bytea not null,
    created_at timestamptz not null,
    command_id text not null,
    primary key (unit, note_id)
  )`.execute(db);
  await sql`create index notes_pending on notes (unit, case_ref) where state = 'pending'`.execute(db);
  await protect(db, 'notes', { update: ['state'], delete: true });

  await sql`create table vault (
    unit text not null,
    person_ref text not null,
    case_ref text not null,
    state text not null check (state in ('pending', 'kept')),
    sealed bytea not null,
    lookup_hash text,
    created_at timestamptz not null,
    command_id text not null,
    primary key (unit, person_ref)
  )`.execute(db);
  await sql`create index vault_by_lookup on vault (unit, lookup_hash)`.execute(db);
  await protect(db, 'vault', { update: ['state'], delete: true });
}

async function createKeys(db: Kysely<unknown>): Promise<void> {
  await sql`create table keys (
    unit text not null,
    key_id text not null,
    wrapped bytea,
    destroyed_at timestamptz,
    primary key (unit, key_id),
    check ((wrapped is null) = (destroyed_at is not null))
  )`.execute(db);
  await protect(db, 'keys', { update: ['wrapped', 'destroyed_at'] });
}
