import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Work } from '@homegroup/database';
import { HomegroupError } from '@homegroup/protocol';
import { sql } from 'kysely';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const shape = new RegExp(`^(${uuid})\\.(${uuid})\\.([A-Za-z0-9_-]{43})$`);

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** A secret that is shown once, and what is stored of it. */
export function newSecret(): { secret: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashOf(secret) };
}

export const spellToken = (organizationId: string, invitationId: string, secret: string): string =>
  `${organizationId}.${invitationId}.${secret}`;

/** Used, expired, revoked and never made are one answer. */
export const linkExpired = (): HomegroupError =>
  new HomegroupError('link_expired', 'This link does not work any more. Ask your programme for a new one.');

/** @throws link_expired for whatever has another shape */
export function parseToken(token: string): { organizationId: string; invitationId: string; secret: string } {
  const [, organizationId, invitationId, secret] = shape.exec(token) ?? [];
  if (!organizationId || !invitationId || !secret) throw linkExpired();
  return { organizationId, invitationId, secret };
}

/** The open invitation of a link, with its person. @throws link_expired */
export async function findInvitation(work: Work, invitationId: string, secret: string) {
  const row = await work.db
    .selectFrom('invitation as i')
    .innerJoin('person as p', 'p.id', 'i.person_id')
    .innerJoin('organization as o', 'o.id', 'i.organization_id')
    .select(['i.id', 'i.person_id', 'i.purpose', 'i.token_hash', 'i.expires_at', 'o.name as organization'])
    .select(['p.email', 'p.legal_name', 'p.display_name', 'p.staff_role'])
    .where('i.id', '=', invitationId)
    .where('i.used_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where('i.expires_at', '>', sql<Date>`now()`)
    .where('p.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row || !timingSafeEqual(row.token_hash, hashOf(secret))) throw linkExpired();
  return row;
}
