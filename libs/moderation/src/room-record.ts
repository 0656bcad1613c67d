import type { Work } from '@homegroup/database';
import { lockConversations } from '@homegroup/groups';
import type { Actor } from '@homegroup/identity';
import { type Place, placesOf } from '@homegroup/log';
import { HomegroupError } from '@homegroup/protocol';
import { requireModerator } from './policies.js';

export interface RoomRecord {
  id: string;
  kind: string;
  locked: boolean;
  /** Null for a supervisor who never was in the room. */
  place: Place | null;
}

/**
 * The room, for somebody who may moderate it. Its lock is held until the transaction ends: nothing is written, and
 * nobody comes or goes, meanwhile. @throws not_found, not_allowed, agreement_required
 */
export async function holdRoom(work: Work, actor: Actor, conversationId: string): Promise<RoomRecord> {
  await requireRoom(work, actor, conversationId);
  await lockConversations(work, [conversationId]);
  return requireRoom(work, actor, conversationId);
}

/** As `holdRoom`, without the lock. */
export async function requireRoom(work: Work, actor: Actor, conversationId: string): Promise<RoomRecord> {
  const row = await work.db
    .selectFrom('conversation')
    .select(['id', 'kind', 'locked_at'])
    .where('id', '=', conversationId)
    .executeTakeFirst();
  if (!row) throw new HomegroupError('not_found', 'There is no such conversation.');
  const place = (await placesOf(work, actor.personId, [row.id])).get(row.id) ?? null;
  const current = place?.current ?? null;
  requireModerator(actor, row, current && { moderator: current.moderator, gated: current.gated });
  return { id: row.id, kind: row.kind, locked: row.locked_at !== null, place };
}

/** Somebody who is in the room now. @throws not_found */
export async function requireMember(
  work: Work,
  room: RoomRecord,
  personId: string,
): Promise<{ personId: string; staffRole: string | null }> {
  const row = await work.db
    .selectFrom('conversation_member as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.staff_role'])
    .where('m.conversation_id', '=', room.id)
    .where('m.person_id', '=', personId)
    .where('m.to_seq', 'is', null)
    .executeTakeFirst();
  if (!row) throw new HomegroupError('not_found', 'There is no such person in this room.');
  return { personId: row.id, staffRole: row.staff_role };
}
