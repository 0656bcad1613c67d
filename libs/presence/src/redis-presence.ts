import { connectRedis, openRedis, type RedisPlace, whySilent } from '@homegroup/redis';
import { Logger } from '@nestjs/common';
import { Announcements, organizationOf } from './announcements.js';
import { lease, Presence, type Presences } from './presence.js';
import { type Lease, personsOf, Sightings } from './sightings.js';

const unknown: Presences = { state: 'unknown', present: [] };

const keyOf = (place: string): string => `homegroup:presence:${place}`;
/** How often it is asked which looked-at places are to be read again, in milliseconds. */
const every = 2000;
/** Renewals after which what ran out is swept and the key itself kept. */
const housekeeping = 4;
/** How long an answer is awaited, in milliseconds. While one is late nothing more is asked, at most for so long. */
const patience = 500;
const longestSilence = 30_000;

/**
 * For several nodes: a sorted set per place, `person|connection` by the time its lease ends on Redis's own clock.
 * What has run out counts for nobody, and any node that holds a lease in the place sweeps it. While Redis is away
 * everything is `unknown`; leases held here are taken again with the next renewal.
 */
export class RedisPresence extends Presence {
  private readonly logger = new Logger('Presence');
  private readonly client;
  private readonly subscriber;
  private readonly announcements: Announcements;
  private readonly held = new Map<string, Set<string>>();
  private readonly listeners = new Set<(place: string) => void>();
  private readonly sightings: Sightings;
  private renewals = 0;
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
    this.subscriber = openRedis(place, { queues: true });
    for (const each of [this.client, this.subscriber]) each.on('error', (error: Error) => this.report(error));
    this.announcements = new Announcements(this.subscriber, {
      changed: (changed) => this.announce(changed),
      began: (organizationId) => this.announceAll(organizationId),
      failed: (error) => this.report(error),
    });
    void this.connect();
    this.sightings = new Sightings(3 * pollEvery);
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
    const now = await this.now();
    if (now !== null)
      await this.ask(() => Promise.all([this.extend(place, [member], now), this.keepKey(place)]));
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
    const keeps = this.renewals % housekeeping === 0;
    const renewed =
      now !== null &&
      (await this.ask(() =>
        Promise.all(
          [...this.held].flatMap(([place, members]) => [
            this.extend(place, [...members], now),
            ...(keeps ? [this.keepKey(place), this.client.zRemRangeByScore(keyOf(place), '-inf', now)] : []),
          ]),
        ),
      ));
    // A Redis that was away may have lost the keys: what is made anew is kept for no longer than it should be.
    this.renewals = renewed ? this.renewals + 1 : 0;
  }

  override async present(places: readonly string[]): Promise<Map<string, Presences>> {
    const now = places.length > 0 ? await this.now() : null;
    const found = now === null ? null : await this.read(places, now);
    return new Map(
      places.map((place, index) => {
        const leases = found?.[index];
        return [place, leases ? { state: 'known', present: personsOf(leases) } : unknown];
      }),
    );
  }

  override onChange(listener: (place: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  override watch(places: readonly string[]): void {
    this.watched = places;
    this.attend();
    this.sightings.keep(new Set(places));
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

  private extend(place: string, members: readonly string[], now: number): Promise<number> {
    const score = now + this.duration;
    return this.client.zAdd(
      keyOf(place),
      members.map((value) => ({ score, value })),
    );
  }

  /** The key goes by itself when nobody renews any more. */
  private keepKey(place: string): Promise<number> {
    return this.client.pExpire(keyOf(place), this.duration * 4);
  }

  /** The leases that stand in each place; null when Redis does not say. */
  private read(places: readonly string[], now: number): Promise<Lease[][] | null> {
    return this.ask(() =>
      Promise.all(
        places.map((place) => this.client.zRangeWithScores(keyOf(place), `(${now}`, '+inf', { BY: 'SCORE' })),
      ),
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

  /** Finds what no announcement told. */
  private async poll(): Promise<void> {
    if (this.polling || this.watched.length === 0) return;
    this.polling = true;
    const now = await this.now();
    const due = now === null ? this.watched : this.sightings.due(this.watched, now);
    const found = now === null ? null : await this.read(due, now);
    for (const [index, place] of due.entries())
      if (this.sightings.changed(place, found?.[index] ?? null, now ?? 0)) this.announce(place);
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
    const asked = question();
    const waitedInVain = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.silentUntil = performance.now() + longestSilence;
        const speakAgain = () => {
          this.silentUntil = 0;
        };
        asked.then(speakAgain, speakAgain);
        reject(new Error('no answer in time'));
      }, patience);
    });
    try {
      const answer = await Promise.race([asked, waitedInVain]);
      this.reported = false;
      return answer;
    } catch (error) {
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
    this.logger.warn(`Redis does not answer (${whySilent(error)}); presence is unknown meanwhile`);
  }
}
