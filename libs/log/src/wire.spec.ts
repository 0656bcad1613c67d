import type { LogRow } from './log-row.js';
import { toWire } from './wire.js';

describe('what a reader may see', () => {
  it('says of a tombstone neither words nor that there had been an edit', () => {
    const row: LogRow = {
      conversationId: 'room',
      seq: 1,
      id: 'id1',
      kind: 'message:sent',
      authorId: 'ana',
      subjectId: null,
      clientId: 'client',
      target: null,
      at: new Date(0),
      version: 1,
      text: null,
      detail: {},
      removed: { by: 'author', reason: null },
      editedAt: new Date(1),
      card: null,
    };
    expect(toWire(row, { personId: 'ben', moderator: false })).toMatchObject({ body: null, editedAt: null });
  });
});
