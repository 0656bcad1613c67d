import type { Ack, ClientEventResult, RawSocket, ServerEventPayload, Subscribed } from '@homegroup/protocol';
import { io, type Socket } from 'socket.io-client';
import type { Entry, Numbered } from './checker/history.js';
import { now, type Recorder } from './recorder.js';

type Listener = (...args: never[]) => void;
type Payload = { conversationId?: string; clientId?: string };

const connectPatience = 3000;
const numbered = new Set(['message:send', 'message:edit', 'message:remove', 'reaction:set']);
/** Refusals after which it may have happened all the same. */
const unsure = new Set(['try_again', 'internal']);

let sockets = 0;

/**
 * What Follower and Outbox take for a socket, over one connection after another and to any node. Everything that
 * comes and goes is recorded as it stands on the wire, in the order of arrival.
 */
export class RovingSocket implements RawSocket {
  private readonly listeners = new Map<string, Set<Listener>>();
  private socket: Socket | null = null;
  private name = '';
  node = -1;

  constructor(
    private readonly person: string,
    private readonly recorder: Recorder,
  ) {}

  get connected(): boolean {
    return this.socket?.connected ?? false;
  }

  on(event: string, listener: Listener): void {
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
  }

  off(event: string, listener?: Listener): void {
    if (listener) this.listeners.get(event)?.delete(listener);
    else this.listeners.delete(event);
  }

  timeout(milliseconds: number): { emitWithAck(event: string, payload: unknown): Promise<unknown> } {
    return { emitWithAck: (event, payload) => this.ask(milliseconds, event, payload as Payload) };
  }

  /** Connects to one node. @throws with the server's code, or what kept it from connecting */
  async open(url: string, node: number, session: { token: string; family: string }): Promise<void> {
    this.close();
    const socket = io(url, {
      auth: { token: session.token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: connectPatience,
    });
    const name = `${this.person.slice(0, 8)}#${++sockets}`;
    this.socket = socket;
    const late = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error('no answer')), connectPatience).unref(),
    );
    const connected = new Promise<void>((resolve, reject) => {
      socket.once('connect', () => {
        this.name = name;
        this.node = node;
        const { person } = this;
        this.recorder.counts.connections += 1;
        this.recorder.add({ type: 'opened', at: now(), socket: name, person, family: session.family, node });
        resolve();
        this.tell('connect', []);
      });
      socket.once('connect_error', reject);
    });
    socket.onAny((event: string, payload: unknown) => {
      for (const entry of receiptsOf(event, payload, { at: now(), socket: name, person: this.person }))
        this.recorder.add(entry);
      this.tell(event, [payload]);
    });
    socket.once('disconnect', () => {
      this.recorder.add({ type: 'closed', at: now(), socket: name });
      this.tell('disconnect', []);
    });
    try {
      await Promise.race([connected, late]);
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  /** Breaks the TCP connection without a word. */
  cut(): boolean {
    const raw = this.socket?.io.engine?.transport as { ws?: { terminate?: () => void } } | undefined;
    if (!this.connected || !raw?.ws?.terminate) return false;
    raw.ws.terminate();
    this.recorder.counts.cuts += 1;
    return true;
  }

  close(): void {
    this.socket?.close();
    this.socket = null;
  }

  private tell(event: string, args: unknown[]): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(...(args as never[]));
  }

  private ask(milliseconds: number, event: string, payload: Payload): Promise<unknown> {
    const { socket, name, person, recorder } = this;
    if (!socket?.connected) return Promise.reject(new Error('not connected'));
    const askedAt = now();
    const op = numbered.has(event) ? recorder.nextOp() : null;
    if (op !== null)
      recorder.add({
        type: 'asked',
        at: askedAt,
        op,
        person,
        socket: name,
        conversation: payload.conversationId ?? '',
        clientId: payload.clientId ?? '',
        content: JSON.stringify([event, payload]),
      });
    return new Promise((resolve, reject) => {
      socket.timeout(milliseconds).emit(event, payload, (error: Error | null, answer: Ack<unknown>) => {
        const at = now();
        if (op !== null) recorder.add({ type: 'answered', at, op, ...outcomeOf(error, answer) });
        if (error) return reject(error);
        if (event === 'conversation:subscribe' && answer.ok)
          this.recordPast(answer.data as ClientEventResult<'conversation:subscribe'>, payload, {
            at,
            askedAt,
            socket: name,
            person,
          });
        if (event === 'presence:ask' && answer.ok)
          for (const place of (answer.data as ClientEventResult<'presence:ask'>).places)
            if (place.state === 'known')
              recorder.add({
                type: 'present',
                at,
                askedAt,
                conversation: place.conversationId,
                persons: place.present,
              });
        resolve(answer);
      });
    });
  }

  private recordPast(
    { results }: { results: readonly Subscribed[] },
    asked: Payload,
    seen: { at: number; askedAt: number; socket: string; person: string },
  ): void {
    const { conversations } = asked as { conversations: Array<{ conversationId: string; after: unknown }> };
    for (const result of results) {
      if (result.mode === 'refused') continue;
      const wanted = conversations.find((each) => each.conversationId === result.conversationId);
      const isResume = result.mode === 'events';
      if (isResume && wanted?.after) this.recorder.counts.resumes += 1;
      else this.recorder.counts.snapshots += 1;
      const entries: Numbered[] = isResume ? result.events : result.page.items;
      this.recorder.add({
        type: 'received',
        ...seen,
        conversation: result.conversationId,
        by: isResume ? 'resume' : 'snapshot',
        entries: entries.map(({ seq, id }) => ({ seq, id })),
      });
    }
  }
}

function outcomeOf(error: Error | null, answer: Ack<unknown>) {
  if (error) return { outcome: 'info' as const };
  if (!answer.ok) {
    const { code } = answer.error;
    return { outcome: unsure.has(code) ? ('info' as const) : ('fail' as const), code };
  }
  const { seq, id } = answer.data as Numbered;
  return { outcome: 'ok' as const, seq, id };
}

function receiptsOf(
  event: string,
  payload: unknown,
  seen: { at: number; socket: string; person: string },
): Entry[] {
  if (event === 'log:events') {
    const { conversationId, events } = payload as ServerEventPayload<'log:events'>;
    const entries = events.map(({ seq, id }) => ({ seq, id }));
    return [{ type: 'received', ...seen, askedAt: null, conversation: conversationId, by: 'push', entries }];
  }
  if (event === 'log:heads') {
    const { heads } = payload as ServerEventPayload<'log:heads'>;
    return [{ type: 'told', ...seen, event, conversations: heads.map(([id]) => id) }];
  }
  const { conversationId } = (payload ?? {}) as { conversationId?: string };
  return [{ type: 'told', ...seen, event, conversations: conversationId ? [conversationId] : [] }];
}
