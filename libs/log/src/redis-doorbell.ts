import { randomUUID } from 'node:crypto';
import type { DatabaseClock } from '@homegroup/database';
import { connectRedis, openRedis, type RedisPlace, whySilent } from '@homegroup/redis';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { Audience } from './audience.js';
import { type Bell, Doorbell, InProcessDoorbell } from './doorbell.js';

const channelPrefix = 'homegroup:bell:';
/** A channel per organization: a node hears only what concerns whom it serves, and a cluster spreads them. */
const channelOf = (organizationId: string): string => `${channelPrefix}${organizationId}`;
/** Above so many unanswered rings Redis hangs: further ones are dropped rather than piled up. */
const mostUnanswered = 1000;
/** How long an answer may take until Redis counts as away, in milliseconds. */
const patience = 3000;
/** For so long nothing more is written to a Redis that does not answer. By then its connection was made anew. */
const longestSilence = 30_000;
/** Milliseconds between publications while many ring: the first one is never held back. */
const distance = 10;

const where = { organizationId: z.uuid(), conversationId: z.uuid() };
const heard = z.object({
  from: z.string(),
  /** When it rang, by the database's clock. */
  at: z.number().optional(),
  /** None of them, when a node only says that it begins to listen. */
  bells: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('news'), ...where, head: z.int().optional() }),
      z.object({
        kind: z.literal('person'),
        organizationId: z.uuid(),
        personId: z.uuid(),
        what: z.enum(['conversations', 'notices']),
      }),
      z.object({ kind: z.literal('access'), organizationId: z.uuid() }),
      z.object({ kind: z.literal('typing'), ...where, personId: z.uuid(), typing: z.boolean() }),
      z.object({
        kind: z.literal('read'),
        ...where,
        personId: z.uuid(),
        seq: z.int(),
        at: z.iso.datetime({ offset: true }),
        direct: z.boolean(),
      }),
    ]),
  ),
});

/**
 * Rings other nodes through Redis publish/subscribe. This node's listeners are rung in process, first and always,
 * so that a dead or hung Redis delays nothing here; what other nodes then miss, their comparison finds. Of news that
 * nobody else hears Redis is not told.
 */
export class RedisDoorbell extends Doorbell {
  private readonly logger = new Logger('Doorbell');
  private readonly node = randomUUID();
  private readonly own = new InProcessDoorbell();
  private readonly audience = new Audience();
  /** How what this node rang itself begins; a number follows. */
  private readonly signature = `{"from":"${this.node}","nth":`;
  private readonly publisher;
  private readonly subscriber;
  private unanswered = 0;
  private publishedAt = Number.NEGATIVE_INFINITY;
  private readonly waiting = new Map<string, Bell[]>();
  /** Connections of each organization, and whether its channel is subscribed to. */
  private readonly attended = new Map<string, { connections: number; subscribed: boolean }>();
  private readonly ending = new AbortController();
  private answeredAt = performance.now();
  /** When there was last something to wait for after nothing. */
  private askedAt = 0;
  /** What the log was told last, and why Redis is away as far as is known. */
  private said: 'up' | 'down' = 'up';
  private cause = 'no answer';
  private probe: NodeJS.Timeout | undefined;

  constructor(
    place: RedisPlace & { REDIS_URL: string },
    private readonly clock: DatabaseClock,
  ) {
    super();
    this.publisher = openRedis(place, { queues: false });
    this.subscriber = openRedis(place, { queues: true });
    for (const client of [this.publisher, this.subscriber])
      client.on('error', (error: Error) => this.report(error));
  }

  /** Begins connecting and returns at once: nothing waits for Redis. */
  onModuleInit(): void {
    for (const client of [this.publisher, this.subscriber])
      void connectRedis(client, this.ending.signal, (error) => this.report(error));
    this.probe = setInterval(() => this.ask(), 1000);
    this.probe.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.probe);
    this.ending.abort();
    for (const client of [this.publisher, this.subscriber]) if (client.isOpen) client.destroy();
  }

  override get state(): 'up' | 'down' {
    return this.publisher.isReady && this.subscriber.isReady && performance.now() - this.answeredAt < patience
      ? 'up'
      : 'down';
  }

  override ring(bell: Bell): void {
    this.own.ring(bell);
    if (bell.kind === 'news' && this.audience.isAlone(bell.organizationId)) return;
    // What rings meanwhile goes in one publication for each organization: each costs as much as two deliveries.
    if (this.waiting.size === 0) {
      const rest = this.publishedAt + distance - performance.now();
      if (rest > 0) setTimeout(() => this.publish(), rest);
      else setImmediate(() => this.publish());
    }
    const waiting = this.waiting.get(bell.organizationId);
    if (waiting) waiting.push(bell);
    else this.waiting.set(bell.organizationId, [bell]);
  }

  override listen(listener: (bell: Bell) => void): () => void {
    return this.own.listen(listener);
  }

  override attend(organizationId: string): () => void {
    const attended = this.attended.get(organizationId) ?? { connections: 0, subscribed: false };
    attended.connections += 1;
    this.attended.set(organizationId, attended);
    if (attended.connections === 1) void this.subscribe(organizationId);
    return () => {
      attended.connections -= 1;
      if (attended.connections > 0) return;
      this.attended.delete(organizationId);
      this.audience.forget(organizationId);
      if (this.subscriber.isOpen)
        this.subscriber
          .sUnsubscribe(channelOf(organizationId), this.hear)
          .catch((error: Error) => this.report(error));
    };
  }

  /** What fails is tried again by the probe; meanwhile the comparison finds what is not heard. */
  private async subscribe(organizationId: string): Promise<void> {
    const attended = this.attended.get(organizationId);
    if (!attended || attended.subscribed) return;
    attended.subscribed = true;
    try {
      await this.subscriber.sSubscribe(channelOf(organizationId), this.hear);
      // Whoever thought they were alone rings for us, too, from now on.
      this.send(organizationId, []);
    } catch (error) {
      attended.subscribed = false;
      this.report(error as Error);
    }
  }

  private publish(): void {
    this.publishedAt = performance.now();
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const [organizationId, bells] of waiting) this.send(organizationId, bells);
  }

  private send(organizationId: string, bells: readonly Bell[]): void {
    if (!this.answers) return;
    const nth = this.audience.published(organizationId);
    const message = `${this.signature}${nth},"at":${Math.round(this.clock.now())},"bells":${JSON.stringify(bells)}}`;
    const answer = this.publisher.sPublish(channelOf(organizationId), message);
    this.count(answer, (receivers) => this.audience.answered(organizationId, nth, receivers));
  }

  private ask(): void {
    this.say();
    for (const organizationId of this.attended.keys()) void this.subscribe(organizationId);
    if (this.answers) this.count(this.publisher.ping());
  }

  /** As far as is known. While it does not, nothing more is written to it. */
  private get answers(): boolean {
    const since = Math.max(this.askedAt, this.answeredAt);
    const silence = this.unanswered > 0 ? performance.now() - since : 0;
    const waits = silence >= patience && silence < longestSilence;
    return this.publisher.isReady && !waits && this.unanswered < mostUnanswered;
  }

  private count<T>(answer: Promise<T>, use?: (answer: T) => void): void {
    if (this.unanswered === 0) this.askedAt = performance.now();
    this.unanswered += 1;
    const answered = (given: T) => {
      this.unanswered -= 1;
      this.answeredAt = performance.now();
      use?.(given);
    };
    const failed = (error: Error) => {
      this.unanswered -= 1;
      this.report(error);
    };
    answer.then(answered, failed);
  }

  private readonly hear = (message: string, channel: string): void => {
    const organizationId = channel.slice(channelPrefix.length);
    // A channel also brings what this node rang itself: known by its beginning, without reading the rest.
    if (message.startsWith(this.signature))
      return this.audience.heardOwn(
        organizationId,
        Number.parseInt(message.slice(this.signature.length), 10),
      );
    this.audience.heardOther(organizationId);
    let content: unknown;
    try {
      content = JSON.parse(message);
    } catch {
      return;
    }
    const parsed = heard.safeParse(content);
    if (!parsed.success) return;
    const { at, bells } = parsed.data;
    const rungAt = at === undefined ? undefined : performance.now() - (this.clock.now() - at);
    for (const bell of bells as Bell[])
      this.own.ring(bell.kind === 'news' && rungAt !== undefined ? { ...bell, rungAt } : bell);
  };

  private report(error: Error): void {
    this.cause = whySilent(error);
  }

  /** Once when Redis goes, and once when it is back. */
  private say(): void {
    const { state } = this;
    if (state === this.said) return;
    this.said = state;
    if (state === 'up') this.logger.log('Redis answers again');
    else
      this.logger.warn(
        `Redis does not answer (${this.cause}); other nodes learn of news within a second all the same`,
      );
    this.cause = 'no answer';
  }
}
