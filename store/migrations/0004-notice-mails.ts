import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

import { protect } from './row-security';

/** What is to be mailed of the notices, one row for each recipient (NTF-2). */
export const noticeMails: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table notice_mails (
      unit text not null,
      notice_id text not null,
      recipient text not null check (recipient in ('functionAddress', 'caseworker', 'supervisor')),
      person text not null,
      case_ref text not null,
      matter text not null,
      due_at timestamptz,
      raised_at timestamptz not null,
      state text not null check (state in ('waiting', 'sent', 'refused', 'addressMissing', 'dropped')),
      attempts integer not null,
      claimable_at timestamptz not null,
      ended_at timestamptz,
      primary key (unit, notice_id, recipient)
    )`.execute(db);
    await sql`create index notice_mails_waiting on notice_mails (unit, claimable_at)
      where state = 'waiting'`.execute(db);
    await sql`create index notice_mails_by_case on notice_mails (unit, case_ref, matter)`.execute(db);
    await protect(db, 'notice_mails', { update: ['state', 'attempts', 'claimable_at', 'ended_at'] });
    // Each step settles what its case asks no more.
    await sql`create index notices_unsettled_by_case on notices (unit, case_ref)
      where settled_at is null`.execute(db);
  },
};
