import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What the application may do with a table beyond reading and inserting. */
export interface Grants {
  /** Columns that may change; none makes the table append-only. */
  readonly update?: readonly string[];
  readonly delete?: boolean;
}

/**
 * Closes a table to everything but the rows of the unit that the transaction has set (CON-6, ACC-1): `sluss_app` may read
 * and insert, and change what is granted. Without a unit there is no row to see and none to insert.
 */
export async function protect(db: Kysely<unknown>, table: string, grants: Grants = {}): Promise<void> {
  const name = sql.table(table);
  await sql`alter table ${name} enable row level security`.execute(db);
  // Also the owner is held to it; only a superuser is not, which is why every transaction takes the role.
  await sql`alter table ${name} force row level security`.execute(db);
  await sql`create policy own_unit on ${name}
    using (unit = current_setting('app.unit', true))
    with check (unit = current_setting('app.unit', true) and unit <> '')`.execute(db);
  await sql`revoke all on ${name} from public`.execute(db);
  await sql`grant select, insert on ${name} to sluss_app`.execute(db);
  if (grants.update !== undefined) {
    const columns = sql.join(grants.update.map((column) => sql.ref(column)));
    await sql`grant update (${columns}) on ${name} to sluss_app`.execute(db);
  }
  if (grants.delete === true) await sql`grant delete on ${name} to sluss_app`.execute(db);
}

/** Creates the role under which every statement of the service runs. It logs in nowhere and owns nothing. */
export async function createAppRole(db: Kysely<unknown>): Promise<void> {
  // Roles belong to the whole server: another database's migration may be creating it at this moment.
  await sql`do $$ begin
    if not exists (select from pg_roles where rolname = 'sluss_app') then
      create role sluss_app nologin nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
  exception when duplicate_object or unique_violation then null;
  end $$`.execute(db);
  // From PostgreSQL 16 on, whoever made a role is its member and may still not take it; older ones do not know the difference.
  await sql`do $$ begin
    if not pg_has_role(current_user, 'sluss_app',
        case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end) then
      execute format('grant sluss_app to %I', current_user);
    end if;
  end $$`.execute(db);
  await sql`grant usage on schema public to sluss_app`.execute(db);
}
