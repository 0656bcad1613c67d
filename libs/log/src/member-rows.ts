import type { Work } from '@homegroup/database';
import { HomegroupError } from '@homegroup/protocol';
import { sql } from 'kysely';

interface Seat {
  conversationId: string;
  personId: string;
}

/** Takes the conversation's row lock. @throws not_found when it is not this tenant's. */
export async function holdConversation(work: Work, conversationId: string): Promise<void> {
  const row = await work.db
    .selectFrom('conversation')
    .select('id')
    .where('id', '=', conversationId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new HomegroupError('not_found', 'There is no such conversation.');
}

/** The interval that lasts, if one does. Read it under the conversation's lock. */
export const currentInterval = (work: Work, { conversationId, personId }: Seat) =>
  work.db
    .selectFrom('conversation_member')
    .select(['id', 'gated_from_version', 'expires_at'])
    .where('conversation_id', '=', conversationId)
    .where('person_id', '=', personId)
    .where('to_seq', 'is', null)
    .executeTakeFirst();

/** Ends the mutes that last. @returns how many. */
export async function endMutes(work: Work, { conversationId, personId }: Seat): Promise<number> {
  const ended = await work.db
    .updateTable('conversation_mute')
    .set({ lifted_at: sql`clock_timestamp()` })
    .where('conversation_id', '=', conversationId)
    .where('person_id', '=', personId)
    .where('lifted_at', 'is', null)
    .where('until', '>', sql<Date>`clock_timestamp()`)
    .returning('id')
    .execute();
  return ended.length;
}

export async function insertMute(
  work: Work,
  mute: { conversationId: string; personId: string; until: Date; fromSeq: number },
): Promise<void> {
  await work.db
    .insertInto('conversation_mute')
    .values({
      organization_id: work.organizationId,
      conversation_id: mute.conversationId,
      person_id: mute.personId,
      from_seq: mute.fromSeq,
      until: mute.until,
    })
    .execute();
}
