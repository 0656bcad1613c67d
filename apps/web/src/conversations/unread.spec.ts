import type { MessageItem, Timeline } from '@homegroup/protocol';
import { unreadIn } from './unread.js';

const said = (seq: number, authorId: string): MessageItem => ({
  type: 'message',
  seq,
  id: `${seq}`,
  at: `2026-11-19T18:00:0${seq}Z`,
  authorId,
  clientId: null,
  body: 'x',
  replyTo: null,
  mentions: [],
  editedAt: null,
  removed: null,
  reactions: { thank_you: [], me_too: [] },
});
const summary = { unread: 40, readUpTo: 2, head: 5, lastMessage: null };
const timeline = (items: MessageItem[], earlier: number | null): Timeline => ({
  items,
  position: 9,
  earlier,
});

describe('unreadIn', () => {
  it('counts in the timeline where it reaches back', () => {
    const held = timeline([said(3, 'a'), said(4, 'me'), said(5, 'b')], null);
    expect(unreadIn(summary, held, 2, 'me')).toEqual({
      unreadNow: 2,
      lastAt: '2026-11-19T18:00:05Z',
      lastAuthorId: 'b',
    });
  });

  it('adds what came since to the number of the list otherwise', () => {
    const held = timeline([said(5, 'a'), said(6, 'a')], 5);
    expect(unreadIn(summary, held, 2, 'me').unreadNow).toBe(41);
  });

  it('is nothing once all is read', () => {
    expect(unreadIn(summary, timeline([said(5, 'a')], 5), 5, 'me').unreadNow).toBe(0);
    expect(unreadIn(summary, null, 5, 'me').unreadNow).toBe(0);
    expect(unreadIn(summary, null, 2, 'me').unreadNow).toBe(40);
  });

  it('leaves out own words and tombstones', () => {
    const gone = { ...said(4, 'a'), body: null, removed: { by: 'author' as const, reason: null } };
    expect(unreadIn(summary, timeline([said(3, 'me'), gone], null), 2, 'me').unreadNow).toBe(0);
  });
});
