import { type Kysely, sql } from 'kysely';

/**
 * Lets Postgres learn, as the owner, what is in those tables that hold something and were never looked at: after a
 * restore, which brings no statistics, or a first import. By itself it does so a minute later, or never when it is
 * told not to. Slow storage costs statistics, not the start: what fails is left to Postgres.
 */
export async function refreshStatistics(owner: Kysely<never>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.reltuples <= 0 and pg_relation_size(c.oid) > 0`.execute(
    owner,
  );
  for (const { name } of rows) await sql`analyze ${sql.raw(name)}`.execute(owner).catch(() => undefined);
}
