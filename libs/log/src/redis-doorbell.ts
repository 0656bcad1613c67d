import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { createClient } from 'redis';
import { z } from 'zod';
import { type Bell, Doorbell, InProcessDoorbell } from './doorbell.js';

const channel = 'homegroup:bell';
/** Above so many unanswered rings Redis hangs: further ones are dropped rather than piled up. */
const mostUnanswered = 1000;

const place = { organizationId: z.uuid(), conversationId: z.uuid() };
const heard = z.object({
  from: z.string(),
  /** Milliseconds of the ringer's clock. */
  at: z.number().optional(),
  bells: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('news'), ...place, head: z.int().optional() }),
      z.object({
        kind: z.literal('person'),
        organizationId: z.uuid(),
        personId: z.uuid(),
        what: z.enum(['conversations', 'notices']),
      }),
      z.object({ kind: z.literal('access'), organizationId: z.uuid() }),
      z.object({ kind: z.literal('typing'), ...place, personId: z.uuid(), typing: z.boolean() }),
      z.object({
        kind: z.literal('read'),
        ...place,
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
 * so that a dead or hung Redis delays nothing here; what other nodes then miss, their comparison finds.
 */
export class RedisDoorbell extends Doorbell {
  private readonly logger = new Logger('Doorbell');
  private readonly node = randomUUID();
  private readonly own = new InProcessDoorbell();
  private readonly publisher;
  private readonly subscriber;
  private unanswered = 0;
  private waiting: Bell[] = [];
  private answeredAt = Date.now();
  private reported = false;
  private probe: NodeJS.Timeout | undefined;

  constructor(url: string) {
    super();
    const options = {
      url,
      disableOfflineQueue: true,
      socket: {
        connectTimeout: 2000,
        reconnectStrategy: (retries: number) => Math.min(100 * 2 ** Math.min(retries, 4), 1500),
      },
    };
    this.publisher = createClient(options);
    // A subscriber is silent for long: its keep-alive is the ping, which reconnects it when Redis hangs.
    this.subscriber = createClient({ ...options, disableOfflineQueue: false, pingInterval: 5000 });
    for (const client of [this.publisher, this.subscriber])
      client.on('error', (error: Error) => this.report(error));
  }

  /** Begins connecting and returns at once: nothing waits for Redis. */
  onModuleInit(): void {
    void this.publisher.connect().catch((error: Error) => this.report(error));
    void this.subscriber
      .connect()
      .then(() => this.subscriber.subscribe(channel, (message) => this.hear(message)))
      .catch((error: Error) => this.report(error));
    this.probe = setInterval(() => this.ask(), 1000);
    this.probe.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.probe);
    for (const client of [this.publisher, this.subscriber]) if (client.isOpen) client.destroy();
  }

  override get state(): 'up' | 'down' {
    return this.publisher.isReady && this.subscriber.isReady && Date.now() - this.answeredAt < 3000
      ? 'up'
      : 'down';
  }

  override ring(bell: Bell): void {
    this.own.ring(bell);
    this.waiting.push(bell);
    // All rings of one turn of the event loop go in one publication.
    if (this.waiting.length === 1) setImmediate(() => this.publish());
  }

  override listen(listener: (bell: Bell) => void): () => void {
    return this.own.listen(listener);
  }

  private publish(): void {
    const bells = this.waiting;
    this.waiting = [];
    if (!this.publisher.isReady || this.unanswered >= mostUnanswered) return;
    this.count(this.publisher.publish(channel, JSON.stringify({ from: this.node, at: Date.now(), bells })));
  }

  private ask(): void {
    if (this.publisher.isReady && this.unanswered < mostUnanswered) this.count(this.publisher.ping());
  }

  private count(answer: Promise<unknown>): void {
    this.unanswered += 1;
    const answered = () => {
      this.unanswered -= 1;
      this.answeredAt = Date.now();
      this.reported = false;
    };
    const failed = (error: Error) => {
      this.unanswered -= 1;
      this.report(error);
    };
    answer.then(answered, failed);
  }

  private hear(message: string): void {
    let content: unknown;
    try {
      content = JSON.parse(message);
    } catch {
      return;
    }
    const parsed = heard.safeParse(content);
    if (!parsed.success || parsed.data.from === this.node) return;
    const { at, bells } = parsed.data;
    for (const bell of bells as Bell[])
      this.own.ring(bell.kind === 'news' && at !== undefined ? { ...bell, rungAt: at } : bell);
  }

  private report(error: Error): void {
    if (this.reported) return;
    this.reported = true;
    this.logger.warn(
      `Redis does not answer (${error.message}); other nodes learn of news within a second all the same`,
    );
  }
}
