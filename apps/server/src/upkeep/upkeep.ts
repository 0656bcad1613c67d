import { causeOf, isOutage, UnitOfWork } from '@homegroup/database';
import { PurgeSpent } from '@homegroup/identity';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

/** Milliseconds. The first look waits, so that a start has other things to do, and nodes do not look together. */
const every = 3_600_000;
const first = 60_000;

/** What has to be done from time to time, for every organization, by whichever node comes first. */
@Injectable()
export class Upkeep implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Upkeep');
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly purge: PurgeSpent,
  ) {}

  onModuleInit(): void {
    this.next(first * (1 + Math.random()));
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Never rejects: what fails is tried again by the next run. */
  async run(): Promise<void> {
    try {
      const organizations = await this.unit.directory
        .selectFrom('organization_directory')
        .select('organization_id')
        .execute();
      for (const { organization_id } of organizations) {
        if (this.stopped) return;
        const removed = await this.purge.execute(organization_id);
        if (removed > 0) this.logger.log(`Removed ${removed} rows that were over for thirty days`);
      }
    } catch (error) {
      if (!isOutage(error)) this.logger.warn(`What is over could not be removed: ${causeOf(error)}`);
    }
  }

  private next(wait: number): void {
    this.timer = setTimeout(() => void this.turn(), wait);
    this.timer.unref();
  }

  private async turn(): Promise<void> {
    await this.run();
    if (!this.stopped) this.next(every);
  }
}
