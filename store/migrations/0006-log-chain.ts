import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

import { LOG_START } from '../../security/log-mac';
import { protect } from './row-security';

/**
 * The access log becomes a chain for each unit (AUD-3): lines are numbered from one, each has its code, and the last one stands in a row
 * of its own. What a line says is sealed. There are no keys here, so lines from before get their number, and stay in the
 * clear and without a code.
 */
export const logChain: Migration = {
  async up(db: Kysely<unknown>) {
    // The owner is held to row security too, and would number nothing.
    await sql`alter table access_log no force row level security`.execute(db);
    await sql`alter table access_log
      add column number integer, add column sealed bytea, add column mac bytea,
      alter column at type timestamptz(3)`.execute(db);
    await sql`update access_log set number = placed.number, sealed = convert_to(
        jsonb_build_object('action', action, 'outcome', outcome, 'rules', rules)::text, 'UTF8')
      from (select id, row_number() over (partition by unit order by id) as number from access_log) placed
      where placed.id = access_log.id`.execute(db);
    await sql`drop index access_log_by_case`.execute(db);
    await sql`alter table access_log
      alter column number set not null, alter column sealed set not null,
      drop column id, drop column action, drop column outcome, drop column rules, drop column sealed_mark,
      add primary key (unit, number)`.execute(db);
    await sql`create index access_log_by_case on access_log (unit, case_ref, number)`.execute(db);
    await createHeads(db);
    await sql`alter table access_log force row level security`.execute(db);
  },
};

async function createHeads(db: Kysely<unknown>): Promise<void> {
  await sql`create table log_heads (
    unit text primary key,
    number integer not null,
    mac bytea not null
  )`.execute(db);
  await sql`insert into log_heads select unit, max(number), ${LOG_START} from access_log group by unit`.execute(
    db,
  );
  await protect(db, 'log_heads', { update: ['number', 'mac'] });
}
