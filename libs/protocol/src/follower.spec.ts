import { Follower } from './follower.js';
import type { RawSocket } from './live-socket.js';

const id = 'room';
const epoch = 'epoch';
type Listener = (payload: unknown) => void;

/** A socket on which the test is the server: answers when it wants to, and pushes in the same turn. */
class ServerInHand implements RawSocket {
  connected = true;
  readonly asked: Array<{ payload: unknown; answer: (results: unknown[]) => void }> = [];
  private readonly listeners = new Map<string, Set<Listener>>();

  on(event: string, listener: (...args: never[]) => void): void {
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener as Listener));
  }
  off(event: string, listener?: (...args: never[]) => void): void {
    if (listener) this.listeners.get(event)?.delete(listener as Listener);
  }
  timeout() {
    return {
      emitWithAck: (_event: string, payload: unknown) =>
        new Promise<unknown>((resolve) => {
          this.asked.push({ payload, answer: (results) => resolve({ ok: true, data: { results } }) });
        }),
    };
  }
  push(event: string, payload: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(payload);
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const left = (seq: number) => ({
  seq,
  id: `id${seq}`,
  at: '2026-01-01T00:00:00.000Z',
  kind: 'member:left',
  personId: 'p',
});
const snapshot = (position: number) => ({
  conversationId: id,
  mode: 'snapshot',
  epoch,
  page: { items: [], position, earlier: null },
});
const news = (...seqs: number[]) => ({
  conversationId: id,
  epoch,
  prev: (seqs[0] ?? 1) - 1,
  events: seqs.map(left),
});

describe('the follower, when packets come in the turn of the answer', () => {
  it('keeps what is pushed right behind the answer', async () => {
    const socket = new ServerInHand();
    const follower = new Follower(socket, () => undefined);
    follower.follow([id]);
    socket.asked[0]?.answer([snapshot(3)]);
    socket.push('log:events', news(4));
    socket.push('log:events', news(5, 6));
    await settle();
    expect(follower.get(id)?.timeline?.position).toBe(6);
    expect(socket.asked).toHaveLength(1);
  });

  it('asks again when following ended right behind the answer, so that it is known and can be taken up later', async () => {
    const socket = new ServerInHand();
    const follower = new Follower(socket, () => undefined);
    follower.follow([id]);
    socket.asked[0]?.answer([snapshot(3)]);
    socket.push('conversation:closed', { conversationId: id, code: 'membership_ended' });
    await settle();
    socket.asked[1]?.answer([
      {
        conversationId: id,
        mode: 'refused',
        error: { code: 'membership_ended', message: '', retryable: false },
      },
    ]);
    await settle();
    expect(follower.get(id)?.refused).toBe('membership_ended');
    follower.follow([id]);
    expect(socket.asked).toHaveLength(3);
  });

  it('asks again when it was told to follow while a refusal was under way', async () => {
    const socket = new ServerInHand();
    const follower = new Follower(socket, () => undefined);
    follower.follow([id]);
    follower.follow([id]);
    socket.asked[0]?.answer([
      {
        conversationId: id,
        mode: 'refused',
        error: { code: 'membership_ended', message: '', retryable: false },
      },
    ]);
    await settle();
    socket.asked[1]?.answer([snapshot(3)]);
    await settle();
    expect(follower.get(id)).toMatchObject({ refused: null, timeline: { position: 3 } });
    expect(socket.asked).toHaveLength(2);
  });

  it('asks on from what it holds when something is missing between the answer and what followed it', async () => {
    const socket = new ServerInHand();
    const follower = new Follower(socket, () => undefined);
    follower.follow([id]);
    socket.asked[0]?.answer([snapshot(3)]);
    socket.push('log:events', news(6));
    await settle();
    expect(socket.asked[1]?.payload).toEqual({
      conversations: [{ conversationId: id, after: { epoch, seq: 3 } }],
    });
  });
});

describe('what happened in a conversation', () => {
  it('is told once each, pushed or missed and caught up on, and what is held already is not', async () => {
    const socket = new ServerInHand();
    const happened: Array<number[] | null> = [];
    const follower = new Follower(
      socket,
      () => undefined,
      (_id, events) => void happened.push(events && events.map((event) => event.seq)),
    );
    follower.follow([id]);
    socket.asked[0]?.answer([snapshot(3)]);
    await settle();
    socket.push('log:events', news(4));
    // Number 5 was missed: what is pushed behind it counts when both have come.
    socket.push('log:events', news(6));
    expect(happened).toEqual([null, [4]]);
    const missed = {
      conversationId: id,
      mode: 'events',
      epoch,
      prev: 4,
      position: 6,
      events: [left(5), left(6)],
    };
    socket.asked[1]?.answer([missed]);
    await settle();
    expect(happened).toEqual([null, [4], [5, 6]]);
    socket.push('connect', undefined);
    socket.asked[2]?.answer([{ ...missed, prev: 6, events: [] }]);
    await settle();
    expect(happened).toHaveLength(3);
  });

  it('is not known with a snapshot, also of another epoch', async () => {
    const socket = new ServerInHand();
    const happened: unknown[] = [];
    const follower = new Follower(
      socket,
      () => undefined,
      (_id, events) => void happened.push(events),
    );
    follower.follow([id]);
    socket.asked[0]?.answer([snapshot(3)]);
    await settle();
    socket.push('log:events', { ...news(4), epoch: 'restored' });
    socket.asked[1]?.answer([{ ...snapshot(2), epoch: 'restored' }]);
    await settle();
    expect(happened).toEqual([null, null]);
  });
});
