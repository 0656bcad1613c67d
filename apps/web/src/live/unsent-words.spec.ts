import type { Outgoing } from '@homegroup/protocol';
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
    const words = new UnsentWords(socket, new Topics(), vault, 'me');
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
});
