import type { Outgoing, Timeline } from '@homegroup/protocol';
import type { Vault } from '../vault/vault.js';
import { Topics } from './topics.js';
import { UnsentWords } from './unsent-words.js';

const socket = {
  connected: false,
  on: () => undefined,
  off: () => undefined,
  timeout: () => ({ emitWithAck: () => Promise.reject(new Error('no connection')) }),
};
const waits = (clientId: string, minute: number): Outgoing => ({
  message: { conversationId: 'room', clientId, body: clientId },
  writtenAt: `2026-11-27T18:0${minute}:00Z`,
  state: 'waiting',
  error: null,
  receipt: null,
});

/** A vault that holds this already. */
function holding(records: Record<string, unknown>) {
  const held = new Map(Object.entries(records));
  const vault = {
    names: (prefix: string) => Promise.resolve([...held.keys()].filter((name) => name.startsWith(prefix))),
    read: (name: string) => Promise.resolve(held.get(name) ?? null),
    write: (name: string, value: unknown) => Promise.resolve(void held.set(name, value)),
    remove: (name: string) => Promise.resolve(void held.delete(name)),
  };
  return { held, vault: vault as unknown as Vault };
}

describe('UnsentWords', () => {
  it('takes up what an earlier version kept as one record of a conversation, beside what is kept by itself', async () => {
    const { held, vault } = holding({
      'unsent/room': [waits('first', 1), waits('third', 3)],
      'unsent/room/second': waits('second', 2),
    });
    const words = new UnsentWords(socket, new Topics(), vault, 'me', () => null);
    try {
      await words.restore();
    } finally {
      words.close();
    }
    expect(words.outbox.list('room').map(({ message }) => message.clientId)).toEqual([
      'first',
      'second',
      'third',
    ]);
    expect(new Set(held.keys())).toEqual(
      new Set(['unsent/room/first', 'unsent/room/second', 'unsent/room/third']),
    );
  });

  it('removes at once what another window took back and this one can see', async () => {
    const timeline: Timeline = {
      items: [
        {
          type: 'message',
          seq: 5,
          id: 'id-5',
          at: '2026-11-27T18:00:00Z',
          authorId: 'me',
          clientId: 'said',
          body: 'Words.',
          replyTo: null,
          mentions: [],
          editedAt: null,
          removed: null,
          reactions: { thank_you: [], me_too: [] },
        },
      ],
      position: 5,
      earlier: null,
    };
    const { vault } = holding({});
    let tell: (asked: unknown) => void;
    const asked = new Promise<unknown>((resolve) => {
      tell = resolve;
    });
    const seeing = {
      ...socket,
      connected: true,
      timeout: () => ({
        emitWithAck: (event: string, payload: unknown) => {
          tell([event, payload]);
          return Promise.resolve({ ok: true, data: { seq: 6, id: 'id-6', at: '2026-11-27T18:01:00Z' } });
        },
      }),
    };
    const here = new UnsentWords(seeing, new Topics(), vault, 'me', () => timeline);
    const there = new UnsentWords(socket, new Topics(), vault, 'me', () => null);
    try {
      there.withdraw('room', 'said');
      await expect(asked).resolves.toEqual([
        'message:remove',
        expect.objectContaining({ conversationId: 'room', target: 5 }),
      ]);
    } finally {
      here.close();
      there.close();
    }
  });
});
