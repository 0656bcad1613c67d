import { ask, listen, type PresenceState, type RawSocket } from '@homegroup/protocol';
import type { Topics } from './topics.js';

const nobody: readonly string[] = [];

/** Who is here and who is writing, by conversation. */
export class Places {
  private readonly present = new Map<string, PresenceState>();
  private readonly writing = new Map<string, Map<string, ReturnType<typeof setTimeout>>>();
  private readonly writers = new Map<string, readonly string[]>();
  private readonly stops: Array<() => void> = [];
  private asked: readonly string[] = [];
  private entered: string | null = null;

  constructor(
    private readonly socket: RawSocket,
    private readonly topics: Topics,
  ) {
    const connected = () => {
      void this.askAgain();
      if (this.entered) void this.enter(this.entered);
    };
    const lost = () => {
      for (const [id, place] of this.present) this.put({ ...place, conversationId: id, state: 'unknown' });
    };
    socket.on('connect', connected);
    socket.on('disconnect', lost);
    this.stops.push(
      () => socket.off('connect', connected),
      () => socket.off('disconnect', lost),
      listen(socket, 'presence:changed', (place) => this.put(place)),
      listen(socket, 'typing:changed', ({ conversationId, personId, typing }) =>
        this.write(conversationId, personId, typing),
      ),
    );
  }

  get(conversationId: string): PresenceState | undefined {
    return this.present.get(conversationId);
  }

  writersIn(conversationId: string): readonly string[] {
    return this.writers.get(conversationId) ?? nobody;
  }

  watch(conversationIds: readonly string[]): void {
    this.asked = conversationIds.slice(0, 100);
    void this.askAgain();
  }

  async enter(conversationId: string): Promise<void> {
    this.entered = conversationId;
    const place = await ask(this.socket, 'presence:enter', { conversationId }).catch(() => null);
    if (place) this.put(place);
  }

  leave(conversationId: string): void {
    if (this.entered === conversationId) this.entered = null;
    void ask(this.socket, 'presence:leave', { conversationId }).catch(() => undefined);
  }

  /** A message from somebody ends their typing at once. */
  stopped(conversationId: string, personId: string): void {
    this.write(conversationId, personId, false);
  }

  close(): void {
    for (const stop of this.stops) stop();
    for (const people of this.writing.values()) for (const timer of people.values()) clearTimeout(timer);
  }

  private async askAgain(): Promise<void> {
    if (this.asked.length === 0 || !this.socket.connected) return;
    const answer = await ask(this.socket, 'presence:ask', { conversationIds: [...this.asked] }).catch(
      () => null,
    );
    for (const place of answer?.places ?? []) this.put(place);
  }

  private put(place: PresenceState): void {
    this.present.set(place.conversationId, place);
    this.topics.ring(`place:${place.conversationId}`);
  }

  private write(conversationId: string, personId: string, typing: boolean): void {
    const people = this.writing.get(conversationId) ?? new Map<string, ReturnType<typeof setTimeout>>();
    clearTimeout(people.get(personId));
    if (typing)
      people.set(
        personId,
        setTimeout(() => this.write(conversationId, personId, false), 6000),
      );
    else people.delete(personId);
    this.writing.set(conversationId, people);
    this.writers.set(conversationId, [...people.keys()]);
    this.topics.ring(`typing:${conversationId}`);
  }
}
