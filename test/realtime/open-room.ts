import { UnitOfWork } from '@homegroup/database';
import { LogWriter } from '@homegroup/log';
import type { TestPerson, TestServer } from '@homegroup/test-support';

/** A room with these members in it; a counselor among them moderates. Resolves with its conversation. */
export function openRoom(server: TestServer, members: readonly TestPerson[]): Promise<string> {
  const writer = server.app.get(LogWriter, { strict: false });
  return server.app.get(UnitOfWork, { strict: false }).run(server.organizationId, async (work) => {
    const conversationId = await writer.createConversation(work, { kind: 'room' });
    for (const { id, role } of members)
      await writer.openInterval(work, {
        conversationId,
        personId: id,
        moderator: role === 'counselor',
        authorId: null,
      });
    return conversationId;
  });
}
