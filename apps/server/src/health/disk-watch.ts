import type { Metrics } from '@homegroup/metrics';
import { Logger } from '@nestjs/common';
import { Fault } from './fault.js';

/** Milliseconds without a refusal before room is believed in: with a commit meanwhile, or without. */
const quiet = { written: 5000, unseen: 60_000 };

/** Says once when the database's disk is full, and once when it is written to again. */
export class DiskWatch {
  private readonly logger = new Logger('Database');
  private readonly full = new Fault();
  private lastFull = 0;
  private commitsBefore = 0;

  constructor(private readonly metrics: Metrics) {
    metrics.gauge('homegroup_database_full', 'Whether Postgres has no room on its disk', () =>
      this.full.stands ? 1 : 0,
    );
  }

  /** Postgres refused something because its disk is full. */
  refused(): void {
    this.lastFull = performance.now();
    void this.rememberCommits();
    if (!this.full.begin()) return;
    this.logger.error(
      'Postgres has no room on its disk (53100). Nothing is accepted meanwhile; clients keep what they wrote. Make room there; nothing has to be restarted',
    );
  }

  /** To be asked now and then while Postgres answers. */
  async look(): Promise<void> {
    const since = performance.now() - this.lastFull;
    if (!this.full.stands || since < quiet.written) return;
    const commits = await this.commits();
    if (commits === this.commitsBefore && since < quiet.unseen) return;
    const seconds = this.full.end();
    if (seconds !== null) this.logger.log(`Postgres writes again, after ${seconds} s`);
  }

  private async rememberCommits(): Promise<void> {
    this.commitsBefore = await this.commits();
  }

  /** Batches of messages that were committed here. */
  private async commits(): Promise<number> {
    const { values } = await this.metrics.commitTime.get();
    return values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0;
  }
}
