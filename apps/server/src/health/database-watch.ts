import { causeOf, DatabaseClock, DatabaseRefusals, isOutage, POOL, refusalCause } from '@homegroup/database';
import { Metrics } from '@homegroup/metrics';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { ClockWatch } from './clock-watch.js';
import { Fault } from './fault.js';

/** Milliseconds. */
const every = 1000;
const patience = 3000;
/** So long nothing was refused for want of room before room is believed in: with a commit meanwhile, or without. */
const quiet = { written: 5000, unseen: 60_000 };

/**
 * Asks Postgres every second for its time. So it is said once when Postgres is gone, and once when it is back; when its
 * disk is full, and when it writes again; and how far this machine's clock is from the database's.
 */
@Injectable()
export class DatabaseWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Database');
  private readonly away = new Fault();
  private readonly full = new Fault();
  private readonly clocks: ClockWatch;
  private readonly waiting = new Set<() => void>();
  private lastFull = 0;
  private commitsBefore = 0;
  private looking: Promise<void> | null = null;
  private broke = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly clock: DatabaseClock,
    private readonly metrics: Metrics,
    refusals: DatabaseRefusals,
  ) {
    this.clocks = new ClockWatch(clock, metrics);
    refusals.listen((code) => this.count(code));
    refusals.listenForBreaks(() => void this.lookAfterBreak());
    metrics.gauge('homegroup_database_up', 'Whether Postgres answers', () => (this.away.stands ? 0 : 1));
    metrics.gauge('homegroup_database_full', 'Whether Postgres has no room on its disk', () =>
      this.full.stands ? 1 : 0,
    );
  }

  /** Resolves after the first look, so that tokens are made by the database's time from the first one on. */
  async onModuleInit(): Promise<void> {
    this.timer = setInterval(() => {
      this.broke = false;
      void this.look();
    }, every);
    this.timer.unref();
    await this.look();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }

  /** Resolves at the next answer of Postgres, whatever it is. */
  answer(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  /** Whoever asks while a look is under way gets its outcome. */
  private look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  private async lookOnce(): Promise<void> {
    const late = setTimeout(() => this.lost(`no answer in ${patience / 1000} s`), patience);
    const began = performance.now();
    try {
      const { rows } = await this.pool.query<{ time: number }>({
        name: 'read-clock',
        text: 'select extract(epoch from clock_timestamp()) * 1000 as time',
      });
      const ended = performance.now();
      // An answer that took long says too little about when it was given.
      if (rows[0] && (ended - began < every || !this.clock.known))
        this.clock.set(rows[0].time, (began + ended) / 2);
      this.found();
      this.clocks.compare();
      if (this.full.stands) await this.lookForRoom();
    } catch (error) {
      this.lost(causeOf(error));
      if (!isOutage(error)) this.tellWaiting();
    } finally {
      clearTimeout(late);
    }
  }

  /** Several that break within a second are one. */
  private async lookAfterBreak(): Promise<void> {
    if (this.broke || this.stopped) return;
    this.broke = true;
    await this.look();
    if (!this.away.stands && !this.stopped)
      this.logger.warn(
        'A connection to Postgres broke; Postgres answers. What was under way there is tried again',
      );
  }

  private lost(cause: string): void {
    if (!this.stopped && this.away.begin())
      this.logger.warn(
        `Postgres does not answer (${cause}). Nothing is accepted or read meanwhile; clients keep what they wrote`,
      );
  }

  private found(): void {
    const seconds = this.away.end();
    if (seconds !== null) this.logger.log(`Postgres answers again, after ${seconds} s`);
    this.tellWaiting();
  }

  private tellWaiting(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }

  private count(code: string): void {
    const cause = refusalCause(code);
    this.metrics.databaseRefusals.add(cause);
    if (cause !== 'disk_full') return;
    this.lastFull = performance.now();
    void this.rememberCommits();
    if (!this.full.begin()) return;
    this.logger.error(
      'Postgres has no room on its disk (53100). Nothing is accepted meanwhile; clients keep what they wrote. Make room there; nothing has to be restarted',
    );
  }

  private async rememberCommits(): Promise<void> {
    this.commitsBefore = await this.commits();
  }

  private async lookForRoom(): Promise<void> {
    const since = performance.now() - this.lastFull;
    if (since < quiet.written) return;
    const commits = await this.commits();
    if (commits === this.commitsBefore && since < quiet.unseen) return;
    const seconds = this.full.end();
    if (seconds !== null) this.logger.log(`Postgres writes again, after ${seconds} s`);
  }

  /** Batches of messages that were committed here. */
  private async commits(): Promise<number> {
    const { values } = await this.metrics.commitTime.get();
    return values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0;
  }
}
