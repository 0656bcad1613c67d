import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/** The role that the migrations name, and that a cluster with one installation uses. */
export const applicationRole = 'homegroup_app';

/** Roles are of the whole cluster, so each database of a cluster that Homegroup shares has one of its own. */
export function applicationRoleOf(database: string): string {
  if (/^[a-z0-9_]{1,40}$/.test(database)) return `${applicationRole}_${database}`;
  const hash = createHash('sha256').update(database).digest('hex').slice(0, 8);
  const plain = database
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 30);
  return `${applicationRole}_${plain}_${hash}`;
}

/** Names that need no quotes, so that a migration may name them in a string as well. */
export const isPlainRole = (role: string): boolean => /^[a-z_][a-z0-9_]{0,62}$/.test(role);

/**
 * Makes the role when it is missing, and gives it the password. A role that holds rights in another database of the
 * cluster keeps the password it has: somebody else signs in with it.
 */
export async function ensureRole(owner: Kysely<never>, role: string, password: string): Promise<void> {
  const name = sql.id(role);
  const { rows } = await sql<{ shared: boolean }>`
    select exists (
      select from pg_shdepend d join pg_database b on b.oid = d.dbid
      where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and b.datname <> current_database()
    ) and rolcanlogin as shared
    from pg_roles r where r.rolname = ${role}`.execute(owner);
  // Another node may have created it meanwhile: then the password is set all the same.
  if (rows.length === 0)
    await sql`create role ${name} login noinherit nosuperuser nobypassrls`
      .execute(owner)
      .catch(() => undefined);
  if (!rows[0]?.shared) await sql`alter role ${name} login password ${sql.lit(password)}`.execute(owner);
}

/**
 * Gives `role` the rights that another of the application's roles holds in this database, and takes them from that
 * one: for a database that was made when all of a cluster shared `homegroup_app`.
 */
export async function handOverRights(owner: Kysely<never>, role: string): Promise<void> {
  const held = sql`
    select 'schema' as kind, quote_ident(n.nspname) as object, a.grantee, a.privilege_type
      from pg_namespace n, aclexplode(n.nspacl) a where n.nspname = 'public'
    union all
    select case c.relkind when 'S' then 'sequence' else 'table' end, c.oid::regclass::text, a.grantee, a.privilege_type
      from pg_class c, aclexplode(c.relacl) a where c.relnamespace = 'public'::regnamespace
    union all
    select 'function', p.oid::regprocedure::text, a.grantee, a.privilege_type
      from pg_proc p, aclexplode(p.proacl) a where p.pronamespace = 'public'::regnamespace`;
  await owner.transaction().execute(async (db) => {
    const { rows } = await sql<{ kind: string; object: string; privilege_type: string; former: string }>`
      select h.kind, h.object, h.privilege_type, r.rolname as former from (${held}) h join pg_roles r on r.oid = h.grantee
      where r.rolname like ${`${applicationRole}%`} and r.rolname <> ${role}`.execute(db);
    for (const { kind, object, privilege_type, former } of rows) {
      const right = sql.raw(`${privilege_type} on ${kind} ${object}`);
      await sql`grant ${right} to ${sql.id(role)}`.execute(db);
      await sql`revoke ${right} from ${sql.id(former)}`.execute(db);
    }
  });
}
