import { causeOf, isOutage } from '@homegroup/database';
import { EndExpired } from '@homegroup/groups';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Connections } from './connections.js';

/** Milliseconds. With the second that a node takes to hear of it without Redis, less than two seconds go by. */
const every = 500;

/**
 * Ends, on time, what was agreed on until a day. Only for organizations of whom somebody is connected here: nothing is
 * pushed to anybody else, and reading and writing look at the time themselves.
 */
@Injectable()
export class ExpiryWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('ExpiryWatch');
  private readonly looking = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private failing = false;

  constructor(
    private readonly connections: Connections,
    private readonly endExpired: EndExpired,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      const served = new Set(this.connections.all().map((socket) => socket.data.actor.organizationId));
      for (const organizationId of served) void this.look(organizationId);
    }, every);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
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
