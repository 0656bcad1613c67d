import type { LogEvent, ServerEventPayload } from '@homegroup/protocol';
import type { Broadcaster, Subscriber } from './broadcaster.js';
import type { LogRow } from './log-row.js';
import { anyone, differsByReader, wireForEach } from './wire.js';

type News = ServerEventPayload<'log:events'>;

export interface Member {
  moderator: boolean;
  /** A new agreement waits for this person: nothing is delivered meanwhile. */
  gated: boolean;
}
export type Members = ReadonlyMap<string, Member>;

/** One connection's place in a channel. While it reads its past, news is kept back in `buffer`. */
export interface Subscription extends Subscriber {
  buffer: News[] | null;
  /** Everything up to here is in the reader's hands already. */
  position: number;
}

const versionsKept = 8;

/**
 * One conversation on this node while somebody here follows it: how far it was delivered, and who was a member
 * under which membership version. An event goes only to those who were members under its own version.
 */
export class Channel {
  /** Null until the first reader has read: then that is where delivery begins. */
  cursor: number | null = null;
  /** The newest membership version whose members are known; -1 for none. */
  newest = -1;
  /** The membership version that Postgres has, as far as the last comparison said. */
  current = -1;
  readonly subscriptions = new Map<string, Subscription>();
  /** As of when nothing was left to deliver or to learn, in milliseconds of this process's clock. */
  seenAt = performance.now();
  /** When the ring came that nothing was read for yet, in milliseconds of this process's clock. */
  rungAt: number | null = null;
  private readonly versions = new Map<number, Members>();

  constructor(
    readonly organizationId: string,
    readonly conversationId: string,
  ) {}

  get members(): Members | undefined {
    return this.versions.get(this.newest);
  }

  /** News is kept back for it until its reader holds the past. */
  subscribe({ id, personId }: Subscriber): Subscription {
    // In one piece: a spread makes an object whose fields are slow to read, and these are read for every message.
    const subscription: Subscription = { id, personId, buffer: [], position: 0 };
    this.subscriptions.set(id, subscription);
    return subscription;
  }

  learn(version: number, members: Members): void {
    this.versions.set(version, members);
    if (version > this.newest) this.newest = version;
  }

  forget(): void {
    this.versions.clear();
    this.newest = -1;
  }

  /** Whether these rows are the next ones and their members are known, so that they can go out as they are. */
  isNext(rows: readonly LogRow[]): boolean {
    return this.cursor !== null && rows[0]?.seq === this.cursor + 1 && this.knows(rows);
  }

  /** Who follows, among those entitled now; null while it is known that the members changed, and not yet how. */
  entitled(): Subscriber[] | null {
    const { members } = this;
    if (!members || this.newest < this.current) return null;
    return [...this.subscriptions.values()].filter(({ personId }) => members.get(personId)?.gated === false);
  }

  /** What a ring told of has gone out. */
  answerRing(delay: { observe: (seconds: number) => void }): void {
    if (this.rungAt !== null) delay.observe(Math.max(0, performance.now() - this.rungAt) / 1000);
    this.rungAt = null;
  }

  knows(rows: readonly LogRow[]): boolean {
    return rows.every((row) => this.versions.has(row.version));
  }

  /** Delivers rows above the cursor, in order, and moves it. Rows must follow it without a gap. */
  deliver(rows: readonly LogRow[], epoch: string, broadcaster: Broadcaster): void {
    const fresh = rows.filter((row) => this.cursor !== null && row.seq > this.cursor);
    let from = 0;
    while (from < fresh.length) {
      const version = fresh[from]?.version ?? 0;
      let to = from + 1;
      while (to < fresh.length && fresh[to]?.version === version) to += 1;
      this.deliverRun(fresh.slice(from, to), this.versions.get(version) ?? new Map(), epoch, broadcaster);
      from = to;
    }
    this.cursor = fresh.at(-1)?.seq ?? this.cursor;
    this.forgetOld();
  }

  /**
   * Ends following for those who are not entitled under the newest version. Who still reads their past is not told:
   * a stranger would learn that there is such a conversation. Who read further than this node has is not judged yet: it
   * may not know that they came back. @returns who was let go.
   */
  dismiss(broadcaster: Broadcaster): Subscription[] {
    const members = this.members;
    if (!members) return [];
    const gone: Subscription[] = [];
    for (const subscription of this.subscriptions.values()) {
      const member = members.get(subscription.personId);
      if (subscription.buffer || subscription.position > (this.cursor ?? 0)) continue;
      if (member && !member.gated) continue;
      gone.push(subscription);
      this.subscriptions.delete(subscription.id);
      broadcaster.emit([subscription.id], 'conversation:closed', {
        conversationId: this.conversationId,
        code: member ? 'agreement_required' : 'membership_ended',
      });
    }
    return gone;
  }

  /** Only once nothing waits for them: one reading may hold more versions than are kept. */
  private forgetOld(): void {
    if (this.versions.size <= versionsKept) return;
    const old = [...this.versions.keys()].sort((a, b) => b - a).slice(versionsKept);
    for (const version of old) this.versions.delete(version);
  }

  private deliverRun(
    rows: readonly LogRow[],
    members: Members,
    epoch: string,
    broadcaster: Broadcaster,
  ): void {
    const last = rows.at(-1)?.seq ?? 0;
    const news = (events: LogEvent[]): News => ({
      conversationId: this.conversationId,
      epoch,
      prev: (rows[0]?.seq ?? 1) - 1,
      events,
    });
    const wireOf = wireForEach(rows);
    const special = new Set<string>();
    let moderatorsDiffer = false;
    for (const row of rows) {
      if (!differsByReader(row)) continue;
      if (row.kind === 'message:sent') special.add(row.authorId ?? '');
      else {
        special.add(row.subjectId ?? '');
        moderatorsDiffer = true;
      }
    }
    const receivers: string[] = [];
    let shared: News | null = null;
    for (const subscription of this.subscriptions.values()) {
      const member = members.get(subscription.personId);
      if (!member || member.gated || last <= subscription.position) continue;
      const isOwn = special.has(subscription.personId) || (moderatorsDiffer && member.moderator);
      if (!isOwn) shared ??= news(wireOf(anyone));
      const payload = isOwn
        ? news(wireOf({ personId: subscription.personId, moderator: member.moderator }))
        : (shared as News);
      if (subscription.buffer) subscription.buffer.push(payload);
      else if (isOwn) broadcaster.emit([subscription.id], 'log:events', payload);
      else receivers.push(subscription.id);
    }
    if (shared && receivers.length > 0) broadcaster.emit(receivers, 'log:events', shared);
  }
}
