import { randomUUID } from 'node:crypto';
import {
  type Ack,
  applyEvents,
  ask,
  type ClientEventName,
  type ClientEventRequest,
  type ClientEventResult,
  HomegroupError,
  type LogEvent,
  type ServerEventName,
  type ServerEventPayload,
  serverEvents,
  type Timeline,
} from '@homegroup/protocol';
import type { TestPerson, TestServer } from '@homegroup/test-support';
import { io, type Socket } from 'socket.io-client';

type Received = { [N in ServerEventName]: { event: N; payload: ServerEventPayload<N> } }[ServerEventName];

const patience = 10_000;

/** A person at a socket: keeps every raw receipt, and can await one. */
export class LiveClient {
  readonly received: Received[] = [];
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly person: TestPerson,
    readonly socket: Socket,
  ) {
    for (const event of Object.keys(serverEvents) as ServerEventName[])
      socket.on(event, (payload: unknown) => {
        this.received.push({ event, payload } as Received);
        for (const check of this.waiting) check();
      });
    socket.on('disconnect', () => {
      for (const check of this.waiting) check();
    });
  }

  static async connect(server: TestServer, person: TestPerson): Promise<LiveClient> {
    const session = await server.openSession(person);
    return LiveClient.connectWith(server.url, person, session.accessToken);
  }

  static async connectWith(url: string, person: TestPerson, token: string): Promise<LiveClient> {
    const socket = io(url, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    const client = new LiveClient(person, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('connect_error', reject);
    });
    return client;
  }

  ask<N extends ClientEventName>(event: N, request: ClientEventRequest<N>): Promise<ClientEventResult<N>> {
    return ask(this.socket, event, request, patience);
  }

  /** The code of a refusal, or `ok`. */
  codeOf<N extends ClientEventName>(event: N, request: ClientEventRequest<N>): Promise<string> {
    return this.ask(event, request).then(
      () => 'ok',
      (error: unknown) => (error instanceof HomegroupError ? error.code : String(error)),
    );
  }

  /** Past the typed client: any name and anything as arguments. */
  raw(event: string, ...args: unknown[]): Promise<Ack<unknown>> {
    return this.socket.timeout(patience).emitWithAck(event, ...args) as Promise<Ack<unknown>>;
  }

  send(conversationId: string, body: string, clientId: string = randomUUID()) {
    return this.ask('message:send', { conversationId, clientId, body });
  }

  async follow(conversationId: string, after: { epoch: string; seq: number } | null = null) {
    const { results } = await this.ask('conversation:subscribe', {
      conversations: [{ conversationId, after }],
    });
    const [result] = results;
    if (!result) throw new Error('no result');
    return result;
  }

  /** Every raw log event received for a conversation, in the order of arrival. */
  events(conversationId: string): LogEvent[] {
    return this.received.flatMap((each) =>
      each.event === 'log:events' && each.payload.conversationId === conversationId
        ? each.payload.events
        : [],
    );
  }

  /** What the raw receipts make of a timeline; null on a gap. */
  applied(conversationId: string, from: Timeline): Timeline | null {
    let timeline: Timeline | null = from;
    for (const each of this.received)
      if (timeline && each.event === 'log:events' && each.payload.conversationId === conversationId)
        timeline = applyEvents(timeline, each.payload.prev, each.payload.events);
    return timeline;
  }

  of<N extends ServerEventName>(event: N): Array<ServerEventPayload<N>> {
    return this.received.flatMap((each) =>
      each.event === event ? [each.payload as ServerEventPayload<N>] : [],
    );
  }

  /** Resolves when `holds`, which is asked at every receipt. */
  until(holds: () => boolean, what = holds.toString()): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`${this.person.displayName} waited in vain: ${what}`));
      }, patience);
      const check = () => {
        if (!holds()) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
      check();
    });
  }

  holds(conversationId: string, seq: number): Promise<void> {
    return this.until(() => (this.events(conversationId).at(-1)?.seq ?? 0) >= seq, `number ${seq}`);
  }

  close(): void {
    this.socket.close();
  }
}
