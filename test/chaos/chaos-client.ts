import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, Follower, HomegroupError, type MessageItem, Outbox } from '@homegroup/protocol';
import type { House, Person } from './house.js';
import type { Random } from './random.js';
import { now, type Recorder } from './recorder.js';
import { RovingSocket } from './roving-socket.js';

export interface ClientPlace {
  house: House;
  recorder: Recorder;
  /** Where the server processes are, by number. */
  urls: readonly string[];
}

const attempts = 6;

/**
 * One person at their screen: the product's own Follower and Outbox over connections that come and go. Comes back by
 * itself, to any node, until it is told to stay away.
 */
export class ChaosClient {
  readonly socket: RovingSocket;
  readonly follower: Follower;
  readonly outbox: Outbox;
  /** Conversations to follow, as far as this person knows. */
  readonly wanted = new Set<string>();
  private awayUntil = 0;
  private running = false;
  private stopped = false;

  constructor(
    readonly person: Person,
    private readonly place: ClientPlace,
    private readonly random: Random,
    /** Stays on this node when it is given. */
    private readonly home: number | null = null,
  ) {
    this.socket = new RovingSocket(person.id, place.recorder);
    this.follower = new Follower(this.socket, (id) => {
      const position = this.follower.get(id)?.timeline?.position;
      if (position !== undefined) this.outbox.settle(id, position);
    });
    this.outbox = new Outbox(this.socket, { onChange: () => undefined });
    this.socket.on('connect', () => this.follow());
    this.socket.on('disconnect', () => void this.connect());
    this.socket.on('conversations:changed', () => this.follow());
  }

  /** Keeps trying until a connection stands, another call does already, or nobody is signed in. */
  async connect(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (!this.stopped && !this.socket.connected && this.person.session) {
        const rest = this.awayUntil - now();
        await sleep(rest > 0 ? rest : this.random.between(20, 250));
        const node = this.home ?? this.random.between(0, this.place.urls.length - 1);
        const { session } = this.person;
        if (!session || this.stopped || this.awayUntil > now()) continue;
        await this.socket.open(this.place.urls[node] ?? '', node, session).catch((error: Error) => {
          // Signed out or disabled, and nobody had told: the steward may sign in again.
          if (error.message === 'session_ended' && this.person.session === session)
            this.person.session = null;
        });
      }
    } finally {
      this.running = false;
    }
  }

  /** Stays away from now on; what the log and presence make of it is checked. */
  stayAway(milliseconds: number): void {
    const at = now();
    this.awayUntil = at + milliseconds;
    this.place.recorder.add({ type: 'away', at, until: this.awayUntil, person: this.person.id });
  }

  get isAway(): boolean {
    return this.awayUntil > now();
  }

  /** Goes to another node without being told to. */
  move(): void {
    this.socket.close();
    void this.connect();
  }

  /** Asks again for what is wanted and not followed: also after access came back. */
  follow(): void {
    this.follower.follow([...this.wanted]);
    const [first] = this.wanted;
    if (this.socket.connected && first && this.person.staff === null)
      void ask(this.socket, 'presence:enter', { conversationId: first }).catch(() => undefined);
  }

  say(conversationId: string): void {
    const waiting = this.outbox.list(conversationId).filter((entry) => entry.state !== 'failed').length;
    if (waiting >= 4) return;
    const clientId = randomUUID();
    this.outbox.send({ conversationId, clientId, body: `said under ${clientId}` });
  }

  /** Edits, takes back, or answers with a reaction to something that is on the screen. */
  async change(conversationId: string, what: 'edit' | 'remove' | 'react'): Promise<void> {
    const shown = this.follower.get(conversationId)?.timeline?.items ?? [];
    const messages = shown
      .slice(-40)
      .filter((item): item is MessageItem => item.type === 'message' && item.removed === null)
      .filter((item) => what === 'react' || item.authorId === this.person.id);
    if (messages.length === 0) return;
    const { seq: target } = this.random.pick(messages);
    const clientId = randomUUID();
    const request = { conversationId, clientId, target };
    if (what === 'edit')
      await this.insist(() =>
        ask(this.socket, 'message:edit', { ...request, body: `edited under ${clientId}` }),
      );
    if (what === 'remove') await this.insist(() => ask(this.socket, 'message:remove', request));
    if (what === 'react') {
      const reaction = this.random.pick(['thank_you', 'me_too'] as const);
      const on = this.random.chance(0.8);
      await this.insist(() => ask(this.socket, 'reaction:set', { ...request, reaction, on }));
    }
  }

  /** Sends something once more that is in the log already, or other words under its identifier. */
  async repeat(conversationId: string, other: boolean): Promise<void> {
    const own = (this.follower.get(conversationId)?.timeline?.items ?? []).filter(
      (item): item is MessageItem => item.type === 'message' && item.clientId !== null,
    );
    const clientId = own.at(-1)?.clientId;
    if (!clientId) return;
    const body = other ? `other words under ${clientId}` : `said under ${clientId}`;
    await ask(this.socket, 'message:send', { conversationId, clientId, body }).catch(() => undefined);
  }

  async look(): Promise<void> {
    const conversationIds = [...this.wanted];
    if (this.socket.connected && conversationIds.length > 0)
      await ask(this.socket, 'presence:ask', { conversationIds }).catch(() => undefined);
  }

  /** Everything that was sent is settled one way or the other. */
  get idle(): boolean {
    return [...this.wanted].every((id) =>
      this.outbox.list(id).every((entry) => entry.state === 'sent' || entry.state === 'failed'),
    );
  }

  stop(): void {
    this.stopped = true;
    this.outbox.close();
    this.follower.close();
    this.socket.close();
  }

  private async insist(act: () => Promise<unknown>): Promise<void> {
    for (let attempt = 0; attempt < attempts && !this.stopped; attempt += 1)
      try {
        await act();
        return;
      } catch (error) {
        if (error instanceof HomegroupError && !error.retryable) return;
        await sleep(this.random.between(150, 600));
      }
  }
}
