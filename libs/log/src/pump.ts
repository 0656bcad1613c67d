import { setTimeout as sleep } from 'node:timers/promises';
import { causeOf, isOutage, POOL, UnitOfWork } from '@homegroup/database';
import { Metrics } from '@homegroup/metrics';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import type { Broadcaster, Subscriber } from './broadcaster.js';
import { Channel } from './channel.js';
import { Keyring } from './keyring.js';
import type { LogRow } from './log-row.js';
import { type ChannelNews, mostEvents, openNews, readNews } from './read-news.js';
import { depthOf, type Head, nothingServed, type Opening, type Served } from './served.js';

const mostChannelsPerStatement = 100;
/** Milliseconds after a reading, in which what is rung for gathers: whoever rings alone waits for nothing. */
const gatherFor = 20;
const slowestRetry = 1000;
/** Milliseconds after which what was read says no longer who receives: the process may have been frozen. */
const mostAge = 2000;

/**
 * Delivers each conversation's news to those on this node who follow it and were members under the version it was
 * written with: in order, once, and to nobody else. A failure of Postgres is retried; nothing here ends the process.
 */
@Injectable()
export class Pump implements OnApplicationShutdown {
  private readonly logger = new Logger('Pump');
  private readonly organizations = new Map<string, Served>();
  private readonly following = new Map<string, Set<Channel>>();
  private broadcaster: Broadcaster | null = null;
  private stopped = false;
  private isFresh: (organizationId: string) => boolean = () => true;

  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly unit: UnitOfWork,
    private readonly keyring: Keyring,
    private readonly metrics: Metrics,
  ) {
    metrics.gauge('homegroup_pump_depth', 'Conversations that wait to be read', () =>
      depthOf(this.organizations),
    );
  }

  /** Names where news goes; without it nobody can follow. */
  attach(broadcaster: Broadcaster): void {
    this.broadcaster = broadcaster;
  }

  /** Names what says whether access is known well enough to push anything; while it is not, news waits. */
  heed(isFresh: (organizationId: string) => boolean): void {
    this.isFresh = isFresh;
  }

  /** Registers before the past is read, so that nothing falls between: news is kept back until `begin`. */
  open(organizationId: string, conversationId: string, subscriber: Subscriber): Opening {
    const served = this.served(organizationId);
    const channel = served.channels.get(conversationId) ?? new Channel(organizationId, conversationId);
    served.channels.set(conversationId, channel);
    const subscription = channel.subscribe(subscriber);
    const followed = this.following.get(subscriber.id) ?? new Set();
    this.following.set(subscriber.id, followed.add(channel));
    return { channel, subscription, floor: channel.cursor, at: performance.now() };
  }

  /**
   * The past was read up to `position`. False when delivery began further on meanwhile (another reader was first):
   * then the past must be read again.
   */
  settle(opening: Opening, position: number, epoch: string): boolean {
    const { channel, subscription } = opening;
    this.served(channel.organizationId).epoch ??= epoch;
    if (channel.cursor === null) {
      channel.cursor = position;
      this.wake(channel.organizationId, channel.conversationId);
    } else if (opening.floor === null && position < channel.cursor) return false;
    subscription.position = position;
    return true;
  }

  /** The reader holds its past: what came meanwhile follows, and from now on news goes out at once. */
  begin({ channel, subscription, at }: Opening): void {
    if (channel.subscriptions.get(subscription.id) !== subscription) return;
    // What is too old to be pushed leaves a gap, from which the client resumes.
    const kept = this.mayPush(channel.organizationId, at) ? (subscription.buffer ?? []) : [];
    subscription.buffer = null;
    for (const news of kept)
      if ((news.events.at(-1)?.seq ?? 0) > subscription.position)
        this.broadcaster?.emit([subscription.id], 'log:events', news);
    // Their membership may have ended while they read.
    this.dismiss(channel);
  }

  /** Takes back a subscription, unless a later one took its place. */
  abandon({ channel, subscription }: Opening): void {
    if (channel.subscriptions.get(subscription.id) === subscription) this.drop(channel, subscription.id);
  }

  leave(organizationId: string, conversationId: string, subscriberId: string): void {
    const channel = this.organizations.get(organizationId)?.channels.get(conversationId);
    if (channel) this.drop(channel, subscriberId);
  }

  /** The connection is gone. */
  leaveAll(subscriberId: string): void {
    for (const channel of this.following.get(subscriberId) ?? []) this.drop(channel, subscriberId);
    this.following.delete(subscriberId);
  }

  /** There may be news; `head` when its number is known, `rungAt` in milliseconds of this process's clock when a ring told. */
  wake(organizationId: string, conversationId: string, head?: number, rungAt?: number): void {
    const served = this.organizations.get(organizationId);
    const channel = served?.channels.get(conversationId);
    if (!served || !channel || channel.cursor === null) return;
    if (head !== undefined && head <= channel.cursor) return;
    channel.rungAt ??= rungAt ?? null;
    served.dirty.add(conversationId);
    if (!served.reading) void this.read(organizationId, served);
  }

  /**
   * This node wrote these rows, which it began at `began`: they go out without reading when they are the next and their
   * members are known.
   */
  feed(organizationId: string, conversationId: string, rows: readonly LogRow[], began: number): void {
    const served = this.organizations.get(organizationId);
    const channel = served?.channels.get(conversationId);
    if (!this.mayPush(organizationId, began)) return;
    if (served?.epoch && channel?.isNext(rows) && this.broadcaster)
      channel.deliver(rows, served.epoch, this.broadcaster);
  }

  /** Compares what Postgres said, when it was asked at `began`, with what was delivered; reads where they differ. */
  compare(organizationId: string, epoch: string, heads: readonly Head[], began: number): void {
    const served = this.served(organizationId);
    const restored = served.epoch !== null && served.epoch !== epoch;
    if (restored) {
      this.logger.warn('The log has another epoch: a backup was restored. Clients read afresh.');
      for (const channel of served.channels.values()) channel.forget();
      this.broadcaster?.reset(organizationId);
    }
    served.epoch = epoch;
    for (const { conversationId, head, version } of heads) {
      const channel = served.channels.get(conversationId);
      if (!channel || channel.cursor === null) continue;
      // Without another epoch a lower head is only an older look: the cursor never goes back.
      if (restored) channel.cursor = head;
      channel.current = version;
      if (channel.cursor < head || channel.newest < version) this.wake(organizationId, conversationId);
      else channel.seenAt = began;
    }
  }

  /** The conversations that somebody on this node follows. */
  followed(organizationId: string): string[] {
    return [...(this.organizations.get(organizationId)?.channels.keys() ?? [])];
  }

  /** Who of this node follows, among those entitled now; null while that is not known, as right after an outage. */
  followers(organizationId: string, conversationId: string): Subscriber[] | null {
    const channel = this.organizations.get(organizationId)?.channels.get(conversationId);
    return channel ? channel.entitled() : [];
  }

  /** Delivered heads of what a connection follows; not of what it only asked for and may be refused. */
  heads(subscriberId: string): Array<[string, number]> {
    return [...(this.following.get(subscriberId) ?? [])].flatMap((channel): Array<[string, number]> => {
      const { conversationId, cursor, subscriptions } = channel;
      return cursor === null || subscriptions.get(subscriberId)?.buffer ? [] : [[conversationId, cursor]];
    });
  }

  onApplicationShutdown(): void {
    this.stopped = true;
  }

  private served(organizationId: string): Served {
    const known = this.organizations.get(organizationId) ?? nothingServed();
    this.organizations.set(organizationId, known);
    return known;
  }

  private drop(channel: Channel, subscriberId: string): void {
    channel.subscriptions.delete(subscriberId);
    this.following.get(subscriberId)?.delete(channel);
    if (channel.subscriptions.size > 0) return;
    const channels = this.organizations.get(channel.organizationId)?.channels;
    if (channels?.get(channel.conversationId) === channel) channels.delete(channel.conversationId);
  }

  private async read(organizationId: string, served: Served): Promise<void> {
    served.reading = true;
    let failures = 0;
    while (served.dirty.size > 0 && !this.stopped) {
      const ids = [...served.dirty].slice(0, mostChannelsPerStatement);
      for (const id of ids) served.dirty.delete(id);
      const channels = ids.flatMap((id) => served.channels.get(id) ?? []);
      if (channels.length === 0) continue;
      try {
        await this.readOnce(organizationId, served, channels);
        failures = 0;
      } catch (error) {
        if (failures === 0 && !isOutage(error)) this.logger.warn(`News cannot be read: ${causeOf(error)}`);
        failures += 1;
        for (const id of ids) served.dirty.add(id);
      }
      const pause = failures === 0 ? gatherFor : Math.min(50 * 2 ** failures, slowestRetry);
      await sleep(pause, undefined, { ref: false });
    }
    served.reading = false;
  }

  private async readOnce(organizationId: string, served: Served, channels: Channel[]): Promise<void> {
    const began = performance.now();
    const found = await readNews(this.pool, organizationId, channels);
    for (const channel of channels) {
      const entry = found.get(channel.conversationId);
      if (!entry) continue;
      entry.news.rows = await openNews(this.unit, this.keyring, organizationId, entry.sealed);
      if (this.mayPush(organizationId, began)) this.take(served, channel, entry.news, began);
      // Otherwise it is read again: at once, or by the comparison that makes access known again.
      else if (this.isFresh(organizationId)) served.dirty.add(channel.conversationId);
    }
  }

  private mayPush(organizationId: string, began: number): boolean {
    return performance.now() - began < mostAge && this.isFresh(organizationId);
  }

  private take(served: Served, channel: Channel, news: ChannelNews, began: number): void {
    if (!this.broadcaster || channel.cursor === null) return;
    for (const [version, members] of news.members) channel.learn(version, members);
    if (!served.epoch || !channel.knows(news.rows)) {
      // Nothing is lost: the comparison comes again within a second, with the epoch and from this cursor.
      channel.forget();
      return;
    }
    // Who left since this channel was last seen may have left too long ago to be told even what came before.
    if (performance.now() - channel.seenAt >= mostAge) this.dismiss(channel);
    channel.deliver(news.rows, served.epoch, this.broadcaster);
    channel.answerRing(this.metrics.doorbellDelay);
    if (news.rows.length >= mostEvents) return void served.dirty.add(channel.conversationId);
    channel.seenAt = began;
    this.dismiss(channel);
  }

  private dismiss(channel: Channel): void {
    if (!this.broadcaster) return;
    for (const { id } of channel.dismiss(this.broadcaster)) this.drop(channel, id);
  }
}
