import type { Appended, SendMessage } from './conversations.js';
import { type ErrorBody, HomegroupError } from './errors.js';
import { ask, type RawSocket } from './live-socket.js';
import { type SetBack, wasSetBack } from './set-back.js';

export interface Outgoing {
  message: SendMessage;
  /** When the person pressed send, ISO 8601 by their own clock; only for showing. */
  writtenAt: string;
  /** `sending`: under way or waiting its turn. `waiting`: no connection, goes out by itself. `failed`: refused; needs the person. `sent`: in the log. */
  state: 'sending' | 'waiting' | 'failed' | 'sent';
  error: ErrorBody | null;
  receipt: Appended | null;
}

/** The same list each time, so that a view which compares by identity sees no change. */
const none: readonly Outgoing[] = [];

const isUnsent = ({ state }: Outgoing): boolean => state !== 'sent';

export interface OutboxOptions {
  onChange: (conversationId: string) => void;
  /** An unsent message is new or has changed: to be kept over a reload. */
  keep?: (unsent: Outgoing) => void;
  /** It was sent, or taken back. */
  forget?: (message: SendMessage) => void;
  /** Milliseconds to wait before the n-th retry. */
  backoff?: (attempt: number) => number;
}

/**
 * Sends in order, one message in flight per conversation, retried with the same client id until it is
 * acknowledged or refused for good. What was refused waits for the person and holds back nothing.
 */
export class Outbox {
  private readonly queues = new Map<string, readonly Outgoing[]>();
  private readonly busy = new Set<string>();
  private closed = false;
  private readonly reconnected = () => this.flush();

  constructor(
    private readonly socket: RawSocket,
    private readonly options: OutboxOptions,
  ) {
    socket.on('connect', this.reconnected);
  }

  list(conversationId: string): readonly Outgoing[] {
    return this.queues.get(conversationId) ?? none;
  }

  /** Whether anything waits to be sent, or for the person. */
  get holdsUnsent(): boolean {
    return [...this.queues.values()].some((queue) => queue.some(isUnsent));
  }

  send(
    message: SendMessage,
    writtenAt = new Date().toISOString(),
    state: 'sending' | 'failed' = 'sending',
    error: ErrorBody | null = null,
  ): void {
    const queue = this.queues.get(message.conversationId) ?? [];
    if (queue.some((entry) => entry.message.clientId === message.clientId)) return;
    this.become(message.conversationId, [...queue, { message, writtenAt, state, error, receipt: null }]);
    void this.work(message.conversationId);
  }

  /** Takes back up what an earlier page left unsent; what was refused there still waits for the person. */
  restore(unsent: readonly Outgoing[]): void {
    for (const entry of unsent) {
      this.send(entry.message, entry.writtenAt, entry.state === 'failed' ? 'failed' : 'sending', entry.error);
    }
  }

  retry(conversationId: string, clientId: string): void {
    this.put(conversationId, clientId, { state: 'sending', error: null });
    void this.work(conversationId);
  }

  /** Its author takes it back. It may have reached the log all the same: see `Withdrawals`. */
  discard(conversationId: string, clientId: string): void {
    const queue = this.list(conversationId);
    const left = queue.filter((entry) => entry.message.clientId !== clientId);
    if (left.length < queue.length) this.become(conversationId, left);
  }

  /** Forgets what the timeline shows by now. */
  settle(conversationId: string, position: number): void {
    const queue = this.list(conversationId);
    const left = queue.filter((entry) => !(entry.receipt && entry.receipt.seq <= position));
    if (left.length === queue.length) return;
    this.become(conversationId, left);
  }

  /**
   * Takes back what this person saw in the log and is not there any more: in its old order and before what was written
   * since it waits for them, under its own identifier. What was acknowledged and seen in neither log is asked for again.
   */
  setBack(conversationId: string, { lost, page }: SetBack): void {
    const there = new Set(page.items.map((item) => (item.type === 'message' ? item.clientId : null)));
    const known = this.list(conversationId);
    const waits = (id: string) => known.some((entry) => entry.message.clientId === id && isUnsent(entry));
    // Up to the first that is lost, numbers mean what they meant.
    const first = lost[0]?.seq ?? 0;
    const waiting: Outgoing[] = [];
    for (const { clientId, body, replyTo, mentions, at } of lost) {
      if (clientId === null || body === null || there.has(clientId) || waits(clientId)) continue;
      const answers = replyTo !== null && replyTo < first ? replyTo : null;
      const message = { conversationId, clientId, body, replyTo: answers, mentions };
      waiting.push({ message, writtenAt: at, state: 'failed', error: wasSetBack, receipt: null });
    }
    const others = known
      .filter(({ message }) => !waiting.some((each) => each.message.clientId === message.clientId))
      .map((entry) =>
        entry.state === 'sent' && !there.has(entry.message.clientId)
          ? { ...entry, state: 'sending' as const, receipt: null }
          : entry,
      );
    this.become(conversationId, [...waiting, ...others]);
    void this.work(conversationId);
  }

  flush(): void {
    for (const id of this.queues.keys()) void this.work(id);
  }

  close(): void {
    this.closed = true;
    this.socket.off('connect', this.reconnected);
  }

  /** One message at a time is told: another window of this person keeps its own in the same place. */
  private become(conversationId: string, queue: readonly Outgoing[]): void {
    const before = this.list(conversationId).filter(isUnsent);
    const unsent = queue.filter(isUnsent);
    this.queues.set(conversationId, queue);
    for (const entry of unsent) if (!before.includes(entry)) this.options.keep?.(entry);
    for (const { message } of before)
      if (!unsent.some((entry) => entry.message.clientId === message.clientId))
        this.options.forget?.(message);
    this.options.onChange(conversationId);
  }

  private put(conversationId: string, clientId: string, change: Partial<Outgoing>): void {
    const queue = this.list(conversationId).map((entry) =>
      entry.message.clientId === clientId ? { ...entry, ...change } : entry,
    );
    this.become(conversationId, queue);
  }

  private next(conversationId: string): Outgoing | undefined {
    return this.list(conversationId).find((entry) => entry.state === 'sending' || entry.state === 'waiting');
  }

  private async work(conversationId: string): Promise<void> {
    if (this.busy.has(conversationId)) return;
    this.busy.add(conversationId);
    try {
      let attempt = 0;
      for (let entry = this.next(conversationId); entry && !this.closed; entry = this.next(conversationId)) {
        const { clientId } = entry.message;
        if (!this.socket.connected) return this.put(conversationId, clientId, { state: 'waiting' });
        if (entry.state === 'waiting') this.put(conversationId, clientId, { state: 'sending' });
        try {
          const receipt = await ask(this.socket, 'message:send', entry.message);
          this.put(conversationId, clientId, { state: 'sent', receipt });
          attempt = 0;
        } catch (cause) {
          const error =
            cause instanceof HomegroupError
              ? cause
              : new HomegroupError('internal', 'Something went wrong here.');
          if (!error.retryable) {
            this.put(conversationId, clientId, { state: 'failed', error: error.toBody() });
            continue;
          }
          attempt += 1;
          await new Promise((resolve) => setTimeout(resolve, this.pause(attempt, error)));
        }
      }
    } finally {
      this.busy.delete(conversationId);
    }
  }

  private pause(attempt: number, error: HomegroupError): number {
    const asked = (error.retryAfter ?? 0) * 1000;
    return Math.max(asked, this.options.backoff?.(attempt) ?? Math.min(250 * 2 ** (attempt - 1), 5000));
  }
}
