import { connectRedis, openRedis, type RedisPlace } from '@homegroup/redis';
import { Logger } from '@nestjs/common';
import { Announcements, organizationOf } from './announcements.js';
import { lease, Presence, type Presences } from './presence.js';

const keyOf = (place: string): string => `homegroup:presence:${place}`;
/** How often looked-at places are compared, in milliseconds: finds what no announcement told. */
const every = 2000;
/** How long an answer is awaited, and how long nothing is asked after one that did not come, in milliseconds. */
const patience = 500;
const pause = 2000;

/**
 * For several nodes: a sorted set per place, `person|connection` by the time its lease ends on Redis's own clock.
 * Any node sweeps what has run out. While Redis is away everything is `unknown`; leases held here are taken again
 * with the next renewal.
 */
export class RedisPresence extends Presence {
  private readonly logger = new Logger('Presence');
  private readonly client;
  private readonly subscriber;
  private readonly announcements: Announcements;
  private readonly held = new Map<string, Set<string>>();
  private readonly listeners = new Set<(place: string) => void>();
  private readonly seen = new Map<string, string>();
  private watched: readonly string[] = [];
  private readonly timer: NodeJS.Timeout;
  private reported = false;
  private polling = false;
  private readonly ending = new AbortController();
  private silentUntil = 0;

  constructor(
    place: RedisPlace & { REDIS_URL: string },
    private readonly duration: number = lease,
    pollEvery: number = every,
  ) {
    super();
    this.client = openRedis(place, { queues: false });
    this.subscriber = openRedis(place, { queues: true, pingInterval: 5000 });
    for (const each of [this.client, this.subscriber]) each.on('error', (error: Error) => this.report(error));
    this.announcements = new Announcements(this.subscriber, {
      changed: (changed) => this.announce(changed),
      began: (organizationId) => this.announceAll(organizationId),
      failed: (error) => this.report(error),
    });
    void this.connect();
    this.timer = setInterval(() => void this.poll(), pollEvery);
    this.timer.unref();
  }

  private async connect(): Promise<void> {
    const report = (error: Error) => this.report(error);
    void connectRedis(this.client, this.ending.signal, report);
    if (!(await connectRedis(this.subscriber, this.ending.signal, report))) return;
    this.attend();
  }

  override async enter(place: string, personId: string, connectionId: string): Promise<void> {
    const member = `${personId}|${connectionId}`;
    this.held.set(place, (this.held.get(place) ?? new Set()).add(member));
    void this.announcements.begin(organizationOf(place));
    await this.take(place, [member], await this.now());
    await this.tell(place);
  }

  override async leave(place: string, personId: string, connectionId: string): Promise<void> {
    const member = `${personId}|${connectionId}`;
    const members = this.held.get(place);
    members?.delete(member);
    if (members?.size === 0) this.held.delete(place);
    await this.ask(() => this.client.zRem(keyOf(place), member));
    await this.tell(place);
  }

  override async renew(): Promise<void> {
    const now = await this.now();
    await Promise.all([...this.held].map(([place, members]) => this.take(place, [...members], now)));
  }

  override async present(places: readonly string[]): Promise<Map<string, Presences>> {
    const now = places.length > 0 ? await this.now() : null;
    const answers = await Promise.all(
      places.map(async (place): Promise<[string, Presences]> => {
        const members =
          now === null
            ? null
            : await this.ask(async () => {
                const [, found] = await Promise.all([
                  this.client.zRemRangeByScore(keyOf(place), '-inf', now),
                  this.client.zRangeByScore(keyOf(place), `(${now}`, '+inf'),
                ]);
                return found;
              });
        if (members === null) return [place, { state: 'unknown', present: [] }];
        const persons = new Set(members.map((member) => member.split('|')[0] ?? ''));
        return [place, { state: 'known', present: [...persons].sort() }];
      }),
    );
    return new Map(answers);
  }

  override onChange(listener: (place: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  override watch(places: readonly string[]): void {
    this.watched = places;
    this.attend();
    const kept = new Set(places);
    for (const place of this.seen.keys()) if (!kept.has(place)) this.seen.delete(place);
  }

  override async close(): Promise<void> {
    clearInterval(this.timer);
    this.ending.abort();
    // What this node held ends now rather than with its leases.
    await Promise.all(
      [...this.held].map(async ([place, members]) => {
        await this.ask(() => this.client.zRem(keyOf(place), [...members]));
        await this.tell(place);
      }),
    );
    for (const each of [this.client, this.subscriber]) if (each.isOpen) each.destroy();
  }

  private async take(place: string, members: readonly string[], now: number | null): Promise<void> {
    if (members.length === 0 || now === null) return;
    const score = now + this.duration;
    await this.ask(() =>
      Promise.all([
        this.client.zAdd(
          keyOf(place),
          members.map((value) => ({ score, value })),
        ),
        // The key goes by itself when nobody renews any more.
        this.client.pExpire(keyOf(place), this.duration * 4),
      ]),
    );
  }

  private async tell(place: string): Promise<void> {
    this.announce(place);
    await this.ask(() => this.announcements.tell(this.client, place));
  }

  /** Listens for those whom somebody here looks at, or is present with. */
  private attend(): void {
    this.announcements.attend(new Set([...this.watched, ...this.held.keys()].map(organizationOf)));
  }

  private announceAll(organizationId: string): void {
    for (const place of new Set([...this.watched, ...this.held.keys()]))
      if (organizationOf(place) === organizationId) this.announce(place);
  }

  private async poll(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    for (const [place, presences] of await this.present(this.watched)) {
      const now = `${presences.state}:${presences.present.join()}`;
      if (this.seen.has(place) && this.seen.get(place) !== now) this.announce(place);
      this.seen.set(place, now);
    }
    this.polling = false;
  }

  /** Redis's clock, so that nodes with clocks of their own agree. */
  private async now(): Promise<number | null> {
    const answer = await this.ask(() => this.client.time());
    return answer === null ? null : Number(answer[0]) * 1000 + Math.floor(Number(answer[1]) / 1000);
  }

  private async ask<T>(question: () => Promise<T>): Promise<T | null> {
    if (!this.client.isReady || performance.now() < this.silentUntil) return null;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), patience);
    });
    const asked = question();
    asked.catch(() => undefined);
    try {
      const answer = await Promise.race([asked, late]);
      this.reported = false;
      return answer;
    } catch (error) {
      this.silentUntil = performance.now() + pause;
      this.report(error as Error);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  private announce(place: string): void {
    for (const listener of this.listeners) listener(place);
  }

  private report(error: Error): void {
    if (this.reported) return;
    this.reported = true;
    this.logger.warn(`Redis does not answer (${error.message}); presence is unknown meanwhile`);
  }
}
