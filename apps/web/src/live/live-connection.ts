import { type ErrorBody, Follower, listen, Outbox, type SendMessage } from '@homegroup/protocol';
import { io, type Socket } from 'socket.io-client';
import type { SessionStore } from '../session/session-store.js';
import type { Vault } from '../vault/vault.js';
import { LookAgain } from './look-again.js';
import { Places } from './places.js';
import { ReadPositions } from './read-positions.js';
import { Topics } from './topics.js';
import { UnsentWords } from './unsent-words.js';

export type ConnectionState = 'connecting' | 'connected' | 'lost';

export interface Owner {
  id: string;
  /** For a balancer, which sees it in the address: the same for everybody of one organization, and names nobody. */
  home: string;
}

export interface LiveNews {
  /** The list of conversations, or a conversation's people and rules, must be read again. */
  onListChanged: () => void;
  onConversationChanged: (conversationId: string) => void;
  onNotices: () => void;
  onEnded: () => void;
}

const plain = new Set(['message:sent', 'message:edited', 'message:removed', 'reaction:changed', 'withheld']);

/** The one connection of a signed-in page: follows the whole list, sends in order, knows who is here. */
export class LiveConnection {
  readonly socket: Socket;
  readonly topics = new Topics();
  readonly follower: Follower;
  private readonly unsent: UnsentWords;
  readonly places: Places;
  readonly reads: ReadPositions;
  private readonly lookAgain: LookAgain;
  private state: ConnectionState = 'connecting';
  private listIsOld = false;
  private readonly stops: Array<() => void> = [];
  private closed = false;

  constructor(
    private readonly session: SessionStore,
    readonly vault: Vault,
    me: Owner,
    private readonly news: LiveNews,
  ) {
    this.socket = io({
      path: '/socket.io',
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      query: { home: me.home },
      autoConnect: false,
      reconnectionDelay: 300,
      reconnectionDelayMax: 4000,
      // An attempt that hears nothing is given up: the way may have come back beside it.
      timeout: 10_000,
      auth: (give) => void this.session.freshToken().then((token) => give({ token: token ?? '' })),
    });
    this.follower = new Follower(
      this.socket,
      (id) => {
        const timeline = this.follower.get(id)?.timeline;
        if (timeline) this.unsent.settle(id, timeline);
        this.topics.ring(`timeline:${id}`);
        this.topics.ring('timelines');
      },
      (id, happened) => {
        if (happened?.every((event) => plain.has(event.kind))) return;
        news.onConversationChanged(id);
        this.listChanged();
      },
      (id, setBack) => this.outbox.setBack(id, setBack),
    );
    this.unsent = new UnsentWords(
      this.socket,
      this.topics,
      vault,
      me.id,
      (id) => this.follower.get(id)?.timeline,
    );
    this.places = new Places(this.socket, this.topics);
    this.reads = new ReadPositions(this.socket, this.topics, me.id);
    this.lookAgain = new LookAgain(() => {
      news.onListChanged();
      news.onNotices();
    });
    this.socket.on('connect', () => {
      this.lookAgain.cameBack();
      this.move('connected');
    });
    this.socket.on('disconnect', (reason) => {
      this.lookAgain.left();
      this.move('lost');
      // The server closed it on purpose: only a fresh token tells whether the session goes on.
      if (reason === 'io server disconnect') void this.reopen();
    });
    this.socket.on('connect_error', ({ data }: Error & { data?: ErrorBody }) => {
      this.move('lost');
      if (!this.socket.active) void this.reopen(data?.retryAfter);
    });
    this.stops.push(
      listen(this.socket, 'session:ended', ({ code }) => {
        // Whoever sent too much is still signed in: the connection comes back, and what was written stays.
        if (!this.closed && code === 'session_ended') news.onEnded();
      }),
      listen(this.socket, 'conversations:changed', news.onListChanged),
      listen(this.socket, 'notices:changed', news.onNotices),
      listen(this.socket, 'conversation:closed', ({ conversationId }) => {
        news.onListChanged();
        news.onConversationChanged(conversationId);
      }),
    );
    const online = () => this.tryNow();
    window.addEventListener('online', online);
    this.stops.push(() => window.removeEventListener('online', online));
    // Words that this page alone holds: the browser asks before it lets them go.
    const asks = (event: BeforeUnloadEvent) => {
      if (!vault.durable && this.outbox.holdsUnsent) event.preventDefault();
    };
    window.addEventListener('beforeunload', asks);
    this.stops.push(() => window.removeEventListener('beforeunload', asks));
    this.socket.connect();
  }

  get outbox(): Outbox {
    return this.unsent.outbox;
  }

  readonly connection = (): ConnectionState => this.state;

  send(message: SendMessage): void {
    this.unsent.send(message);
  }

  /** Takes back what was not sent, as far as one knows. */
  withdraw(conversationId: string, clientId: string): void {
    this.unsent.withdraw(conversationId, clientId);
  }

  /** Takes up what an earlier page could not send. */
  restore(): Promise<void> {
    return this.unsent.restore();
  }

  close(): void {
    this.closed = true;
    for (const stop of this.stops) stop();
    this.follower.close();
    this.unsent.close();
    this.places.close();
    this.reads.close();
    this.lookAgain.close();
    this.socket.removeAllListeners();
    this.socket.disconnect();
  }

  /** Many conversations are read in one turn, and the list once. */
  private listChanged(): void {
    if (this.listIsOld) return;
    this.listIsOld = true;
    queueMicrotask(() => {
      this.listIsOld = false;
      if (!this.closed) this.news.onListChanged();
    });
  }

  private move(state: ConnectionState): void {
    if (this.closed || this.state === state) return;
    this.state = state;
    this.topics.ring('connection');
  }

  /** The device has a network again: no need to sit out the pause between two attempts. */
  private tryNow(): void {
    if (this.closed || this.socket.connected) return;
    this.socket.disconnect().connect();
  }

  private async reopen(seconds = 1): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    if (this.closed || this.socket.connected) return;
    await this.session.renew();
    if (!this.closed && this.session.get().status === 'signed-in') this.socket.connect();
  }
}
