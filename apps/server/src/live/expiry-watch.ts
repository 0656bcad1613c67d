import { causeOf, isOutage } from '@homegroup/database';
import { EndExpired } from '@homegroup/groups';
import { HeadsWatch } from '@homegroup/log';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

/** Milliseconds. What is further away the next comparison tells again. */
const horizon = 2000;
/** Milliseconds: a timer may ring a little early, and then nothing would be over yet. */
const margin = 5;

/**
 * Ends, on time, what was agreed on until a day. Only for organizations of whom somebody is connected here: nothing is
 * pushed to anybody else, and reading and writing look at the time themselves. The comparison tells what is due next by
 * the clock of Postgres; what fails is due at the next one.
 */
@Injectable()
export class ExpiryWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('ExpiryWatch');
  private readonly looking = new Set<string>();
  private readonly planned = new Map<string, NodeJS.Timeout>();
  private failing = false;
  private stopped = false;

  constructor(
    private readonly headsWatch: HeadsWatch,
    private readonly endExpired: EndExpired,
  ) {}

  onModuleInit(): void {
    this.headsWatch.onDue((organizationId, after) => this.plan(organizationId, after));
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    for (const timer of this.planned.values()) clearTimeout(timer);
  }

  private plan(organizationId: string, after: number): void {
    clearTimeout(this.planned.get(organizationId));
    this.planned.delete(organizationId);
    if (after > horizon || this.stopped) return;
    const look = () => {
      this.planned.delete(organizationId);
      void this.look(organizationId);
    };
    this.planned.set(organizationId, setTimeout(look, Math.max(0, after) + margin));
  }

  private async look(organizationId: string): Promise<void> {
    if (this.looking.has(organizationId)) return;
    this.looking.add(organizationId);
    try {
      await this.endExpired.execute(organizationId);
      this.failing = false;
    } catch (error) {
      if (!this.failing && !isOutage(error))
        this.logger.warn(`Expired contact cannot be ended: ${causeOf(error)}`);
      this.failing = true;
    } finally {
      this.looking.delete(organizationId);
    }
  }
}
