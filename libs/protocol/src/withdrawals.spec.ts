import type { MessageItem } from './conversations.js';
import type { Timeline } from './timeline.js';
import { type Withdrawal, Withdrawals } from './withdrawals.js';

const withdrawal: Withdrawal = {
  conversationId: 'room',
  clientId: 'said',
  removalId: 'removal',
  at: '2026-11-27T18:00:00Z',
};
const removed = { ok: true, data: { seq: 6, id: 'id-6', at: '2026-11-27T18:01:00Z' } };
const refused = (code: string) => ({ ok: false, error: { code, message: 'No.', retryable: false } });

const item = (clientId: string, taken: MessageItem['removed'] = null): MessageItem => ({
  type: 'message',
  seq: 5,
  id: 'id-5',
  at: '2026-11-27T18:00:00Z',
  authorId: 'me',
  clientId,
  body: taken ? null : 'Words.',
  replyTo: null,
  mentions: [],
  editedAt: null,
  removed: taken,
  reactions: { thank_you: [], me_too: [] },
});
const holding = (...items: MessageItem[]): Timeline => ({ items, position: 5, earlier: null });

/** What is asked of the server, which gives these answers in turn. */
function withdrawals(...answers: unknown[]) {
  const asked: unknown[] = [];
  const done: string[] = [];
  const emitWithAck = (_event: string, payload: unknown) => {
    asked.push(payload);
    return Promise.resolve(answers.shift());
  };
  const socket = {
    connected: true,
    on: () => undefined,
    off: () => undefined,
    timeout: () => ({ emitWithAck }),
  };
  const them = new Withdrawals(socket, ({ clientId }) => done.push(clientId));
  them.add(withdrawal);
  return { them, asked, done };
}

const answered = () => new Promise((resolve) => setImmediate(resolve));

describe('Withdrawals', () => {
  it('remove what turns up in the log, once', async () => {
    const { them, asked, done } = withdrawals(removed);
    them.settle('room', holding(item('another')));
    expect(asked).toEqual([]);
    them.settle('room', holding(item('another'), item('said')));
    them.settle('room', holding(item('another'), item('said')));
    await answered();
    expect(asked).toEqual([{ conversationId: 'room', clientId: 'removal', target: 5 }]);
    expect(done).toEqual(['said']);
    them.settle('room', holding(item('said')));
    expect(asked).toHaveLength(1);
  });

  it('leave alone what is removed already, and what is of another conversation', () => {
    const { them, asked, done } = withdrawals();
    them.settle('elsewhere', holding(item('said')));
    expect(done).toEqual([]);
    them.settle('room', holding(item('said', { by: 'author', reason: null })));
    expect(asked).toEqual([]);
    expect(done).toEqual(['said']);
  });

  it('try again what was not answered, under the same identifier', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      const { them, asked, done } = withdrawals(refused('try_again'), removed);
      them.settle('room', holding(item('said')));
      await answered();
      expect(done).toEqual([]);
      jest.advanceTimersByTime(1000);
      await answered();
      expect(asked).toEqual([asked[0], asked[0]]);
      expect(done).toEqual(['said']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('wait for an agreement that is to be accepted first, and give up what is refused for good', async () => {
    const gated = withdrawals(refused('agreement_required'), refused('not_found'));
    gated.them.settle('room', holding(item('said')));
    await answered();
    expect(gated.done).toEqual([]);
    gated.them.settle('room', holding(item('said')));
    await answered();
    expect(gated.asked).toHaveLength(2);
    expect(gated.done).toEqual(['said']);
  });

  it('remove nothing that its author sends after all', () => {
    const { them, asked, done } = withdrawals();
    them.drop('said');
    them.settle('room', holding(item('said')));
    expect(asked).toEqual([]);
    expect(done).toEqual(['said']);
  });
});
