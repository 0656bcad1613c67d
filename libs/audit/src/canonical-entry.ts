import { createHash } from 'node:crypto';
import { sql } from 'kysely';

/** What an entry's hash is made over, besides the hash before it: the same text as the SQL function `audit_digest`. */
export const canonicalText = sql<string>`concat_ws(E'\\x1f',
  e.organization_id, e.seq, (extract(epoch from e.at) * 1000000)::bigint, coalesce(e.actor_id::text, '-'), e.action,
  coalesce(e.object_type, '-'), coalesce(e.object_id, '-'), e.outcome, e.detail::text)`;

/** The hash before the first entry. */
export const beginning: Buffer = Buffer.from([0]);

/** Computed here rather than by the database, so that a changed database function deceives nobody. */
export const digest = (previous: Buffer, canonical: string): Buffer =>
  createHash('sha256').update(previous).update(canonical, 'utf8').digest();
