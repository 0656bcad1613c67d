import type { MessageItem } from './conversations.js';
import { Outbox, type Outgoing } from './outbox.js';

type Listener = (...args: never[]) => void;

/** A socket whose answers the test gives. */
class FakeSocket {
  connected = true;
  readonly sent: string[] = [];
  answers: unknown[] = [];
  private readonly listeners = new Map<string, Listener[]>();

  on(event: string, listener: Listener): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  off(): void {}

  connect(): void {
    this.connected = true;
    for (const listener of this.listeners.get('connect') ?? []) listener();
  }

  timeout() {
    return {
      emitWithAck: (_event: string, payload: unknown): Promise<unknown> => {
        this.sent.push((payload as { clientId: string }).clientId);
        const answer = this.answers.shift();
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    };
  }
}

const ok = (seq: number) => ({ ok: true, data: { seq, id: `id-${seq}`, at: '2026-11-19T18:00:00Z' } });
const refused = (code: string, retryable: boolean) => ({
  ok: false,
  error: { code, message: 'No.', retryable },
});
const elsewhere: Outgoing = {
  message: { conversationId: 'room', clientId: 'elsewhere', body: 'elsewhere' },
  writtenAt: '2026-11-19T18:00:00Z',
  state: 'waiting',
  error: null,
  receipt: null,
};
const message = (clientId: string) => ({ conversationId: 'room', clientId, body: clientId });
const said = (seq: number, clientId: string): MessageItem => ({
  type: 'message',
  seq,
  id: `id-${seq}`,
  at: '2026-11-19T18:00:00Z',
  authorId: 'me',
  clientId,
  body: clientId,
  replyTo: null,
  mentions: [],
  editedAt: null,
  removed: null,
  reactions: { thank_you: [], me_too: [] },
});
/** Looks again and again, so that a busy machine only makes it slower. */
async function eventually(check: () => void): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    try {
      return check();
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

function outboxOn(socket: FakeSocket) {
  const kept = new Map<string, Outgoing>();
  const outbox = new Outbox(socket, {
    onChange: () => undefined,
    keep: (unsent) => kept.set(unsent.message.clientId, unsent),
    forget: ({ clientId }) => kept.delete(clientId),
    backoff: () => 1,
  });
  return { outbox, kept, states: () => outbox.list('room').map((entry) => entry.state) };
}

describe('Outbox', () => {
  it('sends in order, and retries with the same client id until there is an answer', async () => {
    const socket = new FakeSocket();
    socket.answers = [new Error('timeout'), refused('try_again', true), ok(1), ok(2)];
    const { outbox, states } = outboxOn(socket);
    outbox.send(message('a'));
    outbox.send(message('b'));
    await eventually(() => expect(states()).toEqual(['sent', 'sent']));
    expect(socket.sent).toEqual(['a', 'a', 'a', 'b']);
    outbox.settle('room', 1);
    expect(outbox.list('room').map((entry) => entry.message.clientId)).toEqual(['b']);
  });

  it('lets what was refused for good wait for the person, and sends the rest', async () => {
    const socket = new FakeSocket();
    socket.answers = [refused('muted', false), ok(1)];
    const { outbox, states, kept } = outboxOn(socket);
    outbox.send(message('a'));
    outbox.send(message('b'));
    await eventually(() => expect(states()).toEqual(['failed', 'sent']));
    expect([...kept.values()].map((unsent) => [unsent.state, unsent.message.clientId])).toEqual([
      ['failed', 'a'],
    ]);
  });

  it('waits without a connection, and sends by itself on the next one', async () => {
    const socket = new FakeSocket();
    socket.connected = false;
    socket.answers = [ok(1)];
    const { outbox, states } = outboxOn(socket);
    outbox.send(message('a'));
    await eventually(() => expect(states()).toEqual(['waiting']));
    socket.connect();
    await eventually(() => expect(states()).toEqual(['sent']));
  });

  it('takes up what an earlier page left, but does not send again what was refused', async () => {
    const socket = new FakeSocket();
    socket.answers = [ok(1)];
    const { outbox, states } = outboxOn(socket);
    const left = { writtenAt: '2026-11-19T18:00:00Z', error: null, receipt: null };
    outbox.restore([
      { ...left, message: message('a'), state: 'failed' },
      { ...left, message: message('b'), state: 'waiting' },
    ]);
    await eventually(() => expect(states()).toEqual(['failed', 'sent']));
    expect(socket.sent).toEqual(['b']);
  });

  it('keeps each unsent message by itself, and forgets it once it is sent or taken back', async () => {
    const socket = new FakeSocket();
    socket.connected = false;
    socket.answers = [ok(1)];
    const { outbox, states, kept } = outboxOn(socket);
    kept.set('elsewhere', elsewhere);
    outbox.send(message('a'));
    outbox.send(message('b'));
    expect([...kept.keys()]).toEqual(['elsewhere', 'a', 'b']);
    outbox.discard('room', 'a');
    socket.connect();
    await eventually(() => expect(states()).toEqual(['sent']));
    expect([...kept.keys()]).toEqual(['elsewhere']);
    expect(socket.sent).toEqual(['b']);
  });

  it('takes back what was acknowledged and is gone with a backup, in its old order, before what was written since', async () => {
    const socket = new FakeSocket();
    socket.answers = [ok(5), ok(7)];
    const { outbox, states } = outboxOn(socket);
    outbox.send(message('kept'));
    outbox.send(message('second'));
    await eventually(() => expect(states()).toEqual(['sent', 'sent']));
    socket.connected = false;
    outbox.send(message('since'));
    await eventually(() => expect(states()).toEqual(['sent', 'sent', 'waiting']));
    outbox.setBack('room', {
      lost: [said(6, 'first'), said(7, 'second')],
      page: { items: [said(5, 'kept')], position: 5, earlier: null },
    });
    expect(outbox.list('room').map((each) => [each.state, each.message.clientId])).toEqual([
      ['failed', 'first'],
      ['failed', 'second'],
      ['sent', 'kept'],
      ['waiting', 'since'],
    ]);
  });

  it('asks once more for what was acknowledged and not seen in either log: the same identifier finds the truth', async () => {
    const socket = new FakeSocket();
    socket.answers = [ok(6), ok(6)];
    const { outbox, states } = outboxOn(socket);
    outbox.send(message('unseen'));
    await eventually(() => expect(states()).toEqual(['sent']));
    outbox.setBack('room', {
      lost: [],
      page: { items: [said(5, 'kept')], position: 5, earlier: null },
    });
    await eventually(() => expect(states()).toEqual(['sent']));
    expect(socket.sent).toEqual(['unseen', 'unseen']);
  });

  it('tells whether anything is unsent', async () => {
    const socket = new FakeSocket();
    socket.connected = false;
    const { outbox, states } = outboxOn(socket);
    expect(outbox.holdsUnsent).toBe(false);
    outbox.send(message('a'));
    outbox.send(message('b'));
    expect(outbox.holdsUnsent).toBe(true);
    outbox.discard('room', 'b');
    socket.answers = [ok(1)];
    socket.connect();
    await eventually(() => expect(states()).toEqual(['sent']));
    expect(outbox.holdsUnsent).toBe(false);
  });

  it('gives the same empty list each time', () => {
    const { outbox } = outboxOn(new FakeSocket());
    expect(outbox.list('nowhere')).toBe(outbox.list('nowhere'));
  });
});
