import { type Kysely, Migrator, sql } from 'kysely';
import { applicationRole, ensureRole, handOverRights, isPlainRole } from './application-role.js';
import { migrationsFor } from './migrations/index.js';

export const oldestPostgres = 150_000;

/** A database that cannot be used; the message is one line for the operator. */
export class DatabaseUnusable extends Error {
  override name = 'DatabaseUnusable';
}

async function refuseOldPostgres(owner: Kysely<never>): Promise<void> {
  const { rows } = await sql<{
    n: string;
    v: string;
  }>`select current_setting('server_version_num') n, current_setting('server_version') v`.execute(owner);
  if (Number(rows[0]?.n) < oldestPostgres)
    throw new DatabaseUnusable(`PostgreSQL ${rows[0]?.v} is too old: Homegroup needs 15 or newer.`);
}

/**
 * Brings the schema up to date, connected as its owner. Creates the application's role (`role`, else the one of all)
 * when it is missing, and gives it `password` unless it is another database's as well. Safe to run from several nodes
 * at once: the migrator holds a lock.
 */
export async function migrate(
  owner: Kysely<never>,
  application: { password: string; role?: string },
): Promise<string[]> {
  const { role = applicationRole, password } = application;
  if (!isPlainRole(role))
    throw new DatabaseUnusable(
      'The user of DATABASE_APP_URL is no role of the application: use small letters, digits and _.',
    );
  await refuseOldPostgres(owner);
  await ensureRole(owner, role, password);
  const migrator = new Migrator({
    db: owner,
    provider: { getMigrations: () => Promise.resolve(migrationsFor(role)) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('A migration failed.', { cause: error });
  await handOverRights(owner, role);
  return (results ?? []).map((result) => result.migrationName);
}

/**
 * Refuses to serve from a role that could see across tenants, or from a schema that is not this version's.
 * @throws DatabaseUnusable with what to do.
 */
export async function refuseUnsafeRole(app: Kysely<never>): Promise<void> {
  await refuseOldPostgres(app);
  const { rows } = await sql<{ role: string; bypass: boolean; owns: boolean; member: boolean }>`
    select current_user role, r.rolsuper or r.rolbypassrls bypass,
      exists (select from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace) owns,
      exists (select from pg_class c join pg_roles o on o.oid = c.relowner
        where c.relnamespace = 'public'::regnamespace and o.rolname <> current_user and pg_has_role(current_user, o.oid, 'member')) member
    from pg_roles r where r.rolname = current_user`.execute(app);
  const role = rows[0];
  if (!role || role.bypass || role.owns || role.member)
    throw new DatabaseUnusable(
      `The database role "${role?.role}" could read across organizations: connect as ${applicationRole}, which "homegroup migrate" creates.`,
    );
  const { rows: open } = await sql<{ name: string }>`
    select c.relname name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relname not in ('organization_directory', 'kysely_migration', 'kysely_migration_lock')
      and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(app);
  if (open.length > 0)
    throw new DatabaseUnusable(
      `Row-level security is not forced on: ${open.map((table) => table.name).join(', ')}. Run "homegroup migrate".`,
    );
  const { rows: known } = await sql`select to_regclass('public.log_event') found`.execute(app);
  if (!(known[0] as { found: string | null } | undefined)?.found)
    throw new DatabaseUnusable('The database is empty: run "homegroup migrate" first.');
}
