import { causeOf, DatabaseClock, DatabaseRefusals, isOutage, POOL, refusalCause } from '@homegroup/database';
import { Metrics } from '@homegroup/metrics';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { ClockWatch } from './clock-watch.js';
import { DiskWatch } from './disk-watch.js';
import { Fault } from './fault.js';

/** Milliseconds. */
const every = 1000;
const patience = 3000;

/**
 * Asks Postgres every second for its time. So it is said once when Postgres is gone, and once when it is back. Whoever
 * watches its disk and the clocks is asked along with it.
 */
@Injectable()
export class DatabaseWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Database');
  private readonly away = new Fault();
  private readonly clocks: ClockWatch;
  private readonly disk: DiskWatch;
  private readonly waiting = new Set<() => void>();
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
    this.disk = new DiskWatch(metrics);
    refusals.listen((code) => this.count(code));
    refusals.listenForBreaks(() => void this.lookAfterBreak());
    metrics.gauge('homegroup_database_up', 'Whether Postgres answers', () => (this.away.stands ? 0 : 1));
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
      await this.disk.look();
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
    if (cause === 'disk_full') this.disk.refused();
  }
}
