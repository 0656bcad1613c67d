import type { Work } from '@homegroup/database';
import type { LogWriter } from '@homegroup/log';
import type { Role } from '@homegroup/protocol';

/** A room with these members in it; a counselor among them moderates. Resolves with its conversation. */
export async function roomWith(
  work: Work,
  writer: LogWriter,
  members: ReadonlyArray<{ id: string; role: Role }>,
): Promise<string> {
  const conversationId = await writer.createConversation(work, { kind: 'room' });
  for (const { id, role } of members)
    await writer.openInterval(work, {
      conversationId,
      personId: id,
      moderator: role === 'counselor',
      authorId: null,
    });
  return conversationId;
}
