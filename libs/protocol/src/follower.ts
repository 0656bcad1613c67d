import type { LogEvent, Page } from './conversations.js';
import { type ErrorBody, errorCodes } from './errors.js';
import { ask, listen, type RawSocket } from './live-socket.js';
import { type SetBack, setBackTo } from './set-back.js';
import type { ServerEventPayload, Subscribed } from './socket-events.js';
import { applyEvents, prependPage, type Timeline } from './timeline.js';

type News = ServerEventPayload<'log:events'>;

/** What happened in a conversation; null with a snapshot, which does not say what led to it. */
export type Happened = readonly LogEvent[] | null;

interface Meanwhile {
  news: News[];
  closed: boolean;
  /** Following was asked for once more: a refusal may be older than what led to that. */
  again: boolean;
}

export interface Followed {
  epoch: string | null;
  timeline: Timeline | null;
  /** Set when following was refused or ended; the reader keeps what it held. */
  refused: ErrorBody['code'] | null;
}

/**
 * Follows conversations over one socket and keeps each timeline complete: it drops what it has, resumes from
 * (epoch, number) on a gap, on a higher head and on every reconnect. Changes are announced by `onChange`; `onHappened`
 * is told what happened besides, whether it was pushed or had been missed and was caught up on; `onSetBack` that the log
 * is another than before, before the timeline changes to it.
 */
export class Follower {
  private readonly held = new Map<string, Followed>();
  private readonly wanted = new Set<string>();
  /** What came for a conversation while its answer was awaited. Packets may come in one turn, the answer being the first. */
  private readonly meanwhile = new Map<string, Meanwhile>();
  private readonly stops: Array<() => void> = [];
  private running = false;

  constructor(
    private readonly socket: RawSocket,
    private readonly onChange: (conversationId: string) => void,
    private readonly onHappened: (conversationId: string, happened: Happened) => void = () => undefined,
    private readonly onSetBack: (conversationId: string, setBack: SetBack) => void = () => undefined,
  ) {
    const reconnected = () => {
      for (const id of this.held.keys()) this.wanted.add(id);
      void this.resumeWanted();
    };
    socket.on('connect', reconnected);
    this.stops.push(() => socket.off('connect', reconnected));
    this.stops.push(
      listen(socket, 'log:events', (news) => {
        const kept = this.meanwhile.get(news.conversationId);
        if (kept) kept.news.push(news);
        else this.apply(news);
      }),
      listen(socket, 'log:heads', ({ heads }) => {
        for (const [id, head] of heads) {
          const followed = this.held.get(id);
          if (followed?.timeline && head > followed.timeline.position) this.resume(id);
        }
      }),
      listen(socket, 'conversation:closed', ({ conversationId, code }) => {
        const followed = this.held.get(conversationId);
        const kept = this.meanwhile.get(conversationId);
        if (kept) kept.closed = true;
        else if (followed) this.keep(conversationId, { ...followed, refused: code });
      }),
    );
  }

  get(conversationId: string): Followed | undefined {
    return this.held.get(conversationId);
  }

  follow(conversationIds: readonly string[]): void {
    for (const id of conversationIds) {
      const awaited = this.meanwhile.get(id);
      if (awaited) awaited.again = true;
      if (this.held.get(id) && !this.held.get(id)?.refused) continue;
      this.held.set(id, { epoch: null, timeline: null, refused: null });
      this.wanted.add(id);
    }
    void this.resumeWanted();
  }

  /** Asks again from where it stands; also after access came back. */
  resume(conversationId: string): void {
    if (!this.held.has(conversationId)) return;
    this.wanted.add(conversationId);
    void this.resumeWanted();
  }

  unfollow(conversationId: string): void {
    this.held.delete(conversationId);
    this.wanted.delete(conversationId);
    if (this.socket.connected)
      void ask(this.socket, 'conversation:unsubscribe', { conversationId }).catch(() => undefined);
  }

  prepend(conversationId: string, older: Page): void {
    const followed = this.held.get(conversationId);
    if (followed?.timeline)
      this.keep(conversationId, { ...followed, timeline: prependPage(followed.timeline, older) });
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.held.clear();
    this.wanted.clear();
  }

  private apply(news: News): void {
    const followed = this.held.get(news.conversationId);
    if (!followed?.timeline || this.wanted.has(news.conversationId)) return;
    if (followed.epoch !== news.epoch) return this.resume(news.conversationId);
    const next = applyEvents(followed.timeline, news.prev, news.events);
    if (!next) return this.resume(news.conversationId);
    this.keep(news.conversationId, { ...followed, timeline: next });
    this.onHappened(news.conversationId, news.events);
  }

  private keep(id: string, followed: Followed): void {
    this.held.set(id, followed);
    this.onChange(id);
  }

  private async resumeWanted(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (this.wanted.size > 0 && this.socket.connected) {
        const ids = [...this.wanted].slice(0, 100);
        const conversations = ids.map((conversationId) => {
          const followed = this.held.get(conversationId);
          const after =
            followed?.epoch && followed.timeline
              ? { epoch: followed.epoch, seq: followed.timeline.position }
              : null;
          return { conversationId, after };
        });
        for (const id of ids) this.meanwhile.set(id, { news: [], closed: false, again: false });
        const answer = await ask(this.socket, 'conversation:subscribe', { conversations });
        for (const result of answer.results) this.settle(result);
        for (const id of ids)
          if (!answer.results.some((result) => result.conversationId === id)) this.wanted.delete(id);
        for (const id of ids) this.takeUp(id);
      }
    } catch {
      // The next head or reconnect resumes; a connected socket that gave no answer is asked again soon.
      if (this.socket.connected && this.wanted.size > 0) setTimeout(() => void this.resumeWanted(), 1000);
    } finally {
      this.meanwhile.clear();
      this.running = false;
    }
  }

  /** What came with the answer, behind it or just before. Whether an end was before or behind, only the server knows. */
  private takeUp(id: string): void {
    const kept = this.meanwhile.get(id);
    this.meanwhile.delete(id);
    for (const news of kept?.news ?? []) this.apply(news);
    const refused = Boolean(this.held.get(id)?.refused);
    if (kept?.closed && !refused) this.resume(id);
    if (kept?.again && refused) this.follow([id]);
  }

  private settle(result: Subscribed): void {
    const id = result.conversationId;
    this.wanted.delete(id);
    const followed = this.held.get(id);
    if (!followed) return;
    if (result.mode === 'refused') {
      // A refusal for now is no answer about access: what is held stays, and it is asked again.
      if (errorCodes[result.error.code].retryable) return void setTimeout(() => this.resume(id), 1000);
      return this.keep(id, { ...followed, refused: result.error.code });
    }
    if (result.mode === 'snapshot') {
      if (followed.timeline && followed.epoch !== result.epoch)
        this.onSetBack(id, setBackTo(result.page, followed.timeline));
      this.keep(id, { epoch: result.epoch, timeline: result.page, refused: null });
      return this.onHappened(id, null);
    }
    const next = followed.timeline && applyEvents(followed.timeline, result.prev, result.events);
    if (!next) {
      this.held.set(id, { epoch: null, timeline: null, refused: null });
      return this.resume(id);
    }
    // The tail may be entries outside this reader's intervals: the answer is complete up to `position` all the same.
    const timeline = { ...next, position: Math.max(next.position, result.position) };
    this.keep(id, { epoch: result.epoch, timeline, refused: null });
    if (result.events.length > 0) this.onHappened(id, result.events);
  }
}
