import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

import { protect } from './row-security';

/** What goes out, under which consents, and what comes in. */
export const letters: Migration = {
  async up(db: Kysely<unknown>) {
    await createConsents(db);
    await createOutbox(db);
    await createInbox(db);
  },
};

async function createConsents(db: Kysely<unknown>): Promise<void> {
  await sql`create table consents (
    unit text not null,
    case_ref text not null,
    consent_id text not null,
    valid_until timestamptz,
    ended_at timestamptz,
    primary key (unit, case_ref, consent_id)
  )`.execute(db);
  await protect(db, 'consents', { update: ['valid_until', 'ended_at'] });
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await sql`create table outbox (
    unit text not null,
    letter_id text not null,
    case_ref text not null,
    to_party text not null,
    kind text not null,
    state text not null check (state in ('waiting', 'sending', 'sent', 'stopped', 'unknown', 'rejected')),
    sealed bytea not null,
    lease_until timestamptz,
    fence integer not null,
    attempts integer not null,
    created_at timestamptz not null,
    claimed_at timestamptz,
    ended_at timestamptz,
    primary key (unit, letter_id)
  )`.execute(db);
  await sql`create index outbox_by_case on outbox (unit, case_ref, created_at)`.execute(db);
  await protect(db, 'outbox', {
    update: ['state', 'lease_until', 'fence', 'attempts', 'claimed_at', 'ended_at'],
  });

  await sql`create table outbox_carriers (
    unit text not null,
    letter_id text not null,
    nth integer not null,
    consent_id text,
    claimed_at timestamptz,
    bound boolean not null,
    primary key (unit, letter_id, nth),
    foreign key (unit, letter_id) references outbox (unit, letter_id)
  )`.execute(db);
  await protect(db, 'outbox_carriers', { update: ['claimed_at'] });
}

async function createInbox(db: Kysely<unknown>): Promise<void> {
  await sql`create table inbox (
    unit text not null,
    from_party text not null,
    letter_id text not null,
    kind text not null,
    case_ref text,
    reference text not null,
    received_at timestamptz not null,
    state text not null check (state in ('received', 'recorded', 'late', 'replaced', 'refused')),
    replaces text,
    sealed bytea,
    signalled_at timestamptz,
    primary key (unit, from_party, letter_id)
  )`.execute(db);
  await sql`create index inbox_waiting on inbox (unit, received_at) where state = 'received'`.execute(db);
  await protect(db, 'inbox', { update: ['case_ref', 'state', 'replaces', 'sealed', 'signalled_at'] });
}
