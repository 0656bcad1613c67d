import { randomUUID } from 'node:crypto';
import { Follower, type LogEvent, Outbox, type RawSocket } from '@homegroup/protocol';
import type { TestPerson } from '@homegroup/test-support';
import { io, type Socket } from 'socket.io-client';

/** An event that was sent and not answered, and when that was plain. */
interface Unanswered {
  clientId: string;
  at: number;
}

/** A person at the product's own Follower and Outbox, over one Socket.IO client that comes back by itself. */
export class Screen {
  readonly socket: Socket;
  readonly follower: Follower;
  readonly outbox: Outbox;
  readonly sent: string[] = [];
  /** Sent again later, and by then elsewhere. */
  readonly unanswered: Unanswered[] = [];
  /** Milliseconds without a connection, one entry each time. */
  readonly absences: number[] = [];
  /** What a person would have seen go wrong: a number missing or twice, or one that went back. */
  readonly faults: string[] = [];
  private lostAt = 0;
  private position = 0;

  constructor(
    readonly person: TestPerson,
    readonly conversationId: string,
    url: string,
    token: string,
  ) {
    this.socket = io(url, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 4000,
    });
    const { socket } = this;
    const raw: RawSocket = {
      on: socket.on.bind(socket) as RawSocket['on'],
      off: socket.off.bind(socket) as RawSocket['off'],
      timeout: (milliseconds) => ({
        emitWithAck: (event, payload) => this.ask(milliseconds, event, payload),
      }),
      get connected() {
        return socket.connected;
      },
    };
    this.follower = new Follower(
      raw,
      () => this.look(),
      () => undefined,
      (id, setBack) => this.outbox.setBack(id, setBack),
    );
    this.outbox = new Outbox(raw, { onChange: () => undefined });
    this.socket.on('disconnect', () => {
      this.lostAt = performance.now();
    });
    this.socket.on('connect', () => {
      if (this.lostAt > 0) this.absences.push(performance.now() - this.lostAt);
    });
    this.follower.follow([conversationId]);
  }

  say(): void {
    const waiting = this.outbox.list(this.conversationId).filter((entry) => entry.state !== 'sent').length;
    if (waiting >= 3) return;
    const clientId = randomUUID();
    this.sent.push(clientId);
    this.outbox.send({ conversationId: this.conversationId, clientId, body: `said under ${clientId}` });
  }

  get idle(): boolean {
    return this.outbox.list(this.conversationId).every(({ state }) => state === 'sent');
  }

  get failed(): number {
    return this.outbox.list(this.conversationId).filter(({ state }) => state === 'failed').length;
  }

  /** The numbers on the screen, in the order in which they stand there. */
  get numbers(): number[] {
    return (this.follower.get(this.conversationId)?.timeline?.items ?? []).map((item) => item.seq);
  }

  get head(): number {
    return this.follower.get(this.conversationId)?.timeline?.position ?? 0;
  }

  close(): void {
    this.outbox.close();
    this.follower.close();
    this.socket.close();
  }

  private async ask(milliseconds: number, event: string, payload: unknown): Promise<unknown> {
    try {
      return await this.socket.timeout(milliseconds).emitWithAck(event, payload);
    } catch (error) {
      if (event === 'message:send')
        this.unanswered.push({
          clientId: (payload as LogEvent & { clientId: string }).clientId,
          at: Date.now(),
        });
      throw error;
    }
  }

  private look(): void {
    const { numbers, head } = this;
    if (head < this.position) this.faults.push(`went back from ${this.position} to ${head}`);
    this.position = head;
    for (const [index, number] of numbers.entries())
      if (index > 0 && number !== (numbers[index - 1] ?? 0) + 1)
        this.faults.push(`${number} stands behind ${numbers[index - 1]}`);
  }
}
