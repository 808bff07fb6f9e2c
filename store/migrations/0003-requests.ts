import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

import { protect } from './row-security';

/** What was asked over HTTP, who looked at what, and what people are told. */
export const requests: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table idempotency (
      unit text not null,
      command_id text not null,
      body_hmac text not null,
      person text not null,
      case_ref text not null,
      attempt integer not null,
      finished boolean not null,
      created_at timestamptz not null,
      primary key (unit, command_id)
    )`.execute(db);
    await protect(db, 'idempotency', { update: ['attempt', 'finished'], delete: true });

    await sql`create table access_log (
      id bigint generated always as identity primary key,
      unit text not null,
      at timestamptz not null,
      who text not null,
      roles text[] not null,
      case_ref text,
      action text not null,
      outcome text not null,
      rules text[] not null,
      request_id text
    )`.execute(db);
    await sql`create index access_log_by_case on access_log (unit, case_ref, id)`.execute(db);
    await protect(db, 'access_log');

    await sql`create table notices (
      unit text not null,
      notice_id text not null,
      case_ref text not null,
      audience text not null check (audience in ('caseworker', 'unit', 'reception', 'supervisor')),
      person text not null,
      matter text not null,
      rule text not null,
      due_at timestamptz,
      raised_at timestamptz not null,
      settled_at timestamptz,
      primary key (unit, notice_id, audience, person)
    )`.execute(db);
    await sql`create index notices_unsettled on notices (unit, raised_at) where settled_at is null`.execute(
      db,
    );
    await protect(db, 'notices', { update: ['settled_at'] });
  },
};
