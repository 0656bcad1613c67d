import { Follower } from './follower.js';

type Listener = (...args: never[]) => void;
const epoch = 'e1';
const said = (seq: number) => ({
  kind: 'message:sent',
  seq,
  id: `id-${seq}`,
  at: '2026-11-19T18:00:00Z',
  authorId: 'wren',
  clientId: null,
  body: `words ${seq}`,
  replyTo: null,
  mentions: [],
  editedAt: null,
  removed: null,
});

/** A socket on which the test is the server. */
class FakeSocket {
  connected = true;
  readonly asked: unknown[] = [];
  answers: unknown[] = [];
  private readonly listeners = new Map<string, Listener[]>();

  on(event: string, listener: Listener): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  off(): void {}

  push(event: string, payload?: unknown): void {
    for (const listener of this.listeners.get(event) ?? [])
      (listener as (payload?: unknown) => void)(payload);
  }

  timeout() {
    return {
      emitWithAck: async (_event: string, payload: unknown): Promise<unknown> => {
        this.asked.push(payload);
        return { ok: true, data: { results: [this.answers.shift()] } };
      },
    };
  }
}

const snapshot = (position: number) => ({
  conversationId: 'room',
  mode: 'snapshot',
  epoch,
  page: { items: [], position, earlier: null },
});
const refusal = (code: string, retryable: boolean) => ({
  conversationId: 'room',
  mode: 'refused',
  error: { code, message: 'No.', retryable },
});
/** The fake answers in microtasks, so one turn of the loop is enough. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const news = (prev: number, ...seqs: number[]) => ({
  conversationId: 'room',
  epoch,
  prev,
  events: seqs.map(said),
});

async function following(...answers: unknown[]) {
  const socket = new FakeSocket();
  socket.answers = answers;
  const follower = new Follower(socket, () => undefined);
  follower.follow(['room']);
  await settled();
  const numbers = () => follower.get('room')?.timeline?.items.map((item) => item.seq);
  return { socket, follower, numbers };
}

describe('Follower', () => {
  it('applies news, and drops what it has', async () => {
    const { socket, numbers } = await following(snapshot(3));
    socket.push('log:events', news(3, 4, 5));
    socket.push('log:events', news(3, 4, 5));
    expect(numbers()).toEqual([4, 5]);
  });

  it('resumes from its number on a gap, a higher head and a reconnect', async () => {
    const events = {
      conversationId: 'room',
      mode: 'events',
      epoch,
      prev: 3,
      position: 6,
      events: [4, 5, 6].map(said),
    };
    const nothing = { ...events, prev: 6, events: [] };
    const { socket, numbers } = await following(snapshot(3), events, nothing, nothing);
    socket.push('log:events', news(5, 6));
    await settled();
    expect(socket.asked.at(-1)).toEqual({
      conversations: [{ conversationId: 'room', after: { epoch, seq: 3 } }],
    });
    expect(numbers()).toEqual([4, 5, 6]);
    socket.push('log:heads', { heads: [['room', 7]] });
    await settled();
    socket.push('connect');
    await settled();
    expect(socket.asked).toHaveLength(4);
  });

  it('keeps what it held when following is refused for good', async () => {
    const { socket, follower, numbers } = await following(snapshot(3));
    socket.push('log:events', news(3, 4));
    socket.push('conversation:closed', { conversationId: 'room', code: 'membership_ended' });
    expect(follower.get('room')?.refused).toBe('membership_ended');
    expect(numbers()).toEqual([4]);
  });

  it('asks again after a refusal for now', async () => {
    jest.useFakeTimers();
    try {
      const socket = new FakeSocket();
      socket.answers = [refusal('try_again', true), snapshot(2)];
      const follower = new Follower(socket, () => undefined);
      follower.follow(['room']);
      await jest.advanceTimersByTimeAsync(10);
      expect(follower.get('room')).toMatchObject({ refused: null, timeline: null });
      await jest.advanceTimersByTimeAsync(1000);
      expect(follower.get('room')?.timeline?.position).toBe(2);
    } finally {
      jest.useRealTimers();
    }
  });
});
