import { ask, listen, type RawSocket } from '@homegroup/protocol';
import type { Topics } from './topics.js';

interface Counterpart {
  seq: number;
  at: string;
}

/** How far each conversation was read: by me, and by the other side of a direct one. Never moves backwards. */
export class ReadPositions {
  private readonly mine = new Map<string, number>();
  private readonly theirs = new Map<string, Counterpart>();
  private readonly unsent = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stops: Array<() => void> = [];

  constructor(
    private readonly socket: RawSocket,
    private readonly topics: Topics,
    meId: string,
  ) {
    const connected = () => this.soon();
    socket.on('connect', connected);
    this.stops.push(
      () => socket.off('connect', connected),
      listen(socket, 'read:moved', ({ conversationId, personId, seq, at }) => {
        if (personId === meId) return this.learn(conversationId, seq);
        this.learnTheirs(conversationId, { seq, at });
      }),
    );
  }

  upTo(conversationId: string): number {
    return this.mine.get(conversationId) ?? 0;
  }

  counterpart(conversationId: string): Counterpart | undefined {
    return this.theirs.get(conversationId);
  }

  /** From the server's list, or from another device of mine. */
  learn(conversationId: string, seq: number): void {
    if (seq <= this.upTo(conversationId)) return;
    this.mine.set(conversationId, seq);
    this.topics.ring(`read:${conversationId}`);
    this.topics.ring('timelines');
  }

  /** How far the other side of a direct conversation has read. */
  learnTheirs(conversationId: string, read: Counterpart): void {
    if (read.seq <= (this.theirs.get(conversationId)?.seq ?? 0)) return;
    this.theirs.set(conversationId, read);
    this.topics.ring(`read:${conversationId}`);
  }

  /** The person has seen it. */
  saw(conversationId: string, seq: number): void {
    if (seq <= this.upTo(conversationId)) return;
    this.learn(conversationId, seq);
    this.unsent.set(conversationId, seq);
    this.soon();
  }

  close(): void {
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.tell(), 400);
  }

  private async tell(): Promise<void> {
    for (const [conversationId, seq] of this.unsent) {
      try {
        await ask(this.socket, 'conversation:read', { conversationId, seq });
        if (this.unsent.get(conversationId) === seq) this.unsent.delete(conversationId);
      } catch {
        // Told again on the next connection; a position that was refused for good does no harm there.
      }
    }
  }
}
