import fc from 'fast-check';
import type { MessageItem, Page } from './conversations.js';
import { Outbox } from './outbox.js';
import { setBackTo, wasSetBack } from './set-back.js';

const room = '00000000-0000-4000-8000-0000000000aa';
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const message = (seq: number, id: number, more: Partial<MessageItem> = {}): MessageItem => ({
  type: 'message',
  seq,
  id: uuid(id),
  at: '2026-11-27T10:00:00.000Z',
  authorId: uuid(1),
  clientId: null,
  body: `words ${id}`,
  replyTo: null,
  mentions: [],
  editedAt: null,
  removed: null,
  reactions: { thank_you: [], me_too: [] },
  ...more,
});
const page = (items: MessageItem[], earlier: number | null = null): Page => ({
  items,
  position: items.at(-1)?.seq ?? 0,
  earlier,
});
const numbers = (items: readonly MessageItem[]) => items.map(({ seq }) => seq);

describe('a log that was set back', () => {
  it('has lost what was said after the backup and is not there, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.nat(20),
        fc.nat(80),
        fc.integer({ min: 1, max: 50 }),
        (kept, lost, since, size) => {
          const shared = Array.from({ length: kept }, (_, n) => message(n + 1, n + 1));
          const gone = Array.from({ length: lost }, (_, n) => message(kept + n + 1, 1000 + n));
          const fresh = Array.from({ length: since }, (_, n) => message(kept + n + 1, 2000 + n));
          const all = [...shared, ...fresh];
          const newest = all.slice(-size);
          const { lost: found } = setBackTo(
            page(newest, newest.length < all.length ? (newest[0]?.seq ?? null) : null),
            page([...shared, ...gone]),
          );
          const judged = newest.length < all.length ? (newest[0]?.seq ?? 0) : 0;
          expect(found).toEqual(gone.filter(({ seq }) => seq >= judged));
        },
      ),
    );
  });

  it('says nothing of messages whose words were taken away before', () => {
    const { lost } = setBackTo(
      page([message(1, 1)]),
      page([message(1, 1), message(2, 2, { body: null }), message(3, 3)]),
    );
    expect(numbers(lost)).toEqual([3]);
  });
});

describe('an outbox whose log was set back', () => {
  const nowhere = {
    on: () => undefined,
    off: () => undefined,
    timeout: () => nowhere,
    connected: false,
  } as never;
  const outbox = () => new Outbox(nowhere, { onChange: () => undefined });

  it('takes back what this person wrote, to be sent again by hand under its identifier, and nothing of others', () => {
    const box = outbox();
    const held = page([
      message(1, 1),
      message(2, 2, { clientId: uuid(92), replyTo: 1, mentions: [uuid(7)] }),
      message(3, 3),
      message(4, 4, { clientId: uuid(94), replyTo: 3 }),
    ]);
    box.setBack(room, setBackTo(page([message(1, 1)]), held));
    expect(
      box
        .list(room)
        .map(({ state, error, writtenAt, message: { clientId, body, replyTo, mentions } }) => [
          state,
          error,
          writtenAt,
          clientId,
          body,
          replyTo,
          mentions,
        ]),
    ).toEqual([
      ['failed', wasSetBack, '2026-11-27T10:00:00.000Z', uuid(92), 'words 2', 1, [uuid(7)]],
      ['failed', wasSetBack, '2026-11-27T10:00:00.000Z', uuid(94), 'words 4', null, []],
    ]);
  });

  it('leaves alone what stands under its identifier, as after another device sent it again', () => {
    const box = outbox();
    const held = page([message(1, 1), message(2, 2, { clientId: uuid(92) })]);
    box.setBack(room, setBackTo(page([message(1, 1), message(2, 30, { clientId: uuid(92) })]), held));
    expect(box.list(room)).toEqual([]);
  });
});
