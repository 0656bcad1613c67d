import type { MessageItem, Outgoing, TimelineItem } from '@homegroup/protocol';
import { newAfter, rowsOf } from './rows.js';

const message = (
  seq: number,
  authorId: string,
  at: string,
  extra: Partial<MessageItem> = {},
): MessageItem => ({
  type: 'message',
  seq,
  id: `id-${seq}`,
  at,
  authorId,
  clientId: null,
  body: `words ${seq}`,
  replyTo: null,
  mentions: [],
  editedAt: null,
  removed: null,
  reactions: { thank_you: [], me_too: [] },
  ...extra,
});
const outgoing = (clientId: string, writtenAt: string): Outgoing => ({
  message: { conversationId: 'c', clientId, body: 'unsent' },
  writtenAt,
  state: 'sending',
  error: null,
  receipt: null,
});
const at = (minute: number, day = 19) => new Date(2026, 10, day, 18, minute).toISOString();
const rows = (items: TimelineItem[], more: Partial<Parameters<typeof rowsOf>[0]> = {}) =>
  rowsOf({ items, outgoing: [], meId: 'me', lineAfter: null, happenings: true, ...more });

describe('rowsOf', () => {
  it('groups messages of one author within five minutes', () => {
    const found = rows([
      message(1, 'a', at(0)),
      message(2, 'a', at(4)),
      message(3, 'a', at(10)),
      message(4, 'b', at(11)),
    ]);
    expect(found.map((row) => row.opensGroup)).toEqual([true, false, true, true]);
    expect(found.map((row) => row.closesGroup)).toEqual([false, true, true, true]);
  });

  it('begins a day once, and a group with it', () => {
    const found = rows([message(1, 'a', at(59)), message(2, 'a', at(1, 20)), message(3, 'a', at(2, 20))]);
    expect(found.map((row) => row.newDay)).toEqual([true, true, false]);
    expect(found[1]?.opensGroup).toBe(true);
  });

  it('draws one line, above the first message of another person after the read position', () => {
    const items = [
      message(1, 'a', at(0)),
      message(2, 'me', at(1)),
      message(3, 'a', at(2)),
      message(4, 'a', at(3)),
    ];
    expect(rows(items, { lineAfter: 1 }).map((row) => row.newLine)).toEqual([false, false, true, false]);
    expect(rows(items, { lineAfter: 4 }).some((row) => row.newLine)).toBe(false);
    expect(rows(items).some((row) => row.newLine)).toBe(false);
  });

  it('breaks a group at a tombstone and at a happening', () => {
    const gone = message(2, 'a', at(1), { body: null, removed: { by: 'moderator', reason: 'unkind' } });
    const joined: TimelineItem = {
      type: 'happening',
      seq: 4,
      id: 'h',
      at: at(3),
      what: 'joined',
      personId: 'b',
      version: null,
    };
    const found = rows([
      message(1, 'a', at(0)),
      gone,
      message(3, 'a', at(2)),
      joined,
      message(5, 'a', at(3)),
    ]);
    expect(found.map((row) => row.opensGroup)).toEqual([true, true, true, true, true]);
    expect(rows([joined], { happenings: false })).toEqual([]);
  });

  it('puts comings together that follow each other', () => {
    const came = (seq: number, personId: string): TimelineItem => ({
      type: 'happening',
      seq,
      id: `h${seq}`,
      at: at(seq),
      what: 'joined',
      personId,
      version: null,
    });
    const [row, ...more] = rows([came(1, 'a'), came(2, 'b'), came(3, 'c')]);
    expect(row).toMatchObject({ kind: 'happening', key: 'h3', personIds: ['a', 'b', 'c'], newDay: true });
    expect(more).toEqual([]);
  });

  it('shows what is unsent last, and drops it once the log holds it under the same key', () => {
    const pending = outgoing('client-1', at(1));
    const before = rows([message(1, 'a', at(0))], { outgoing: [pending] });
    expect(before.map((row) => row.kind)).toEqual(['message', 'outgoing']);
    const arrived = message(2, 'me', at(1), { clientId: 'client-1' });
    const after = rows([message(1, 'a', at(0)), arrived], { outgoing: [pending] });
    expect(after.map((row) => row.kind)).toEqual(['message', 'message']);
    expect(after[1]?.key).toBe(before[1]?.key);
  });

  it('counts what others said after a number', () => {
    const found = rows([message(1, 'a', at(0)), message(2, 'me', at(1)), message(3, 'b', at(2))]);
    expect(newAfter(found, 1, 'me').map((item) => item.seq)).toEqual([3]);
  });
});
