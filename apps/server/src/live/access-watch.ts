import { causeOf, isOutage } from '@homegroup/database';
import { StillValid } from '@homegroup/identity';
import { HeadsWatch, Pump } from '@homegroup/log';
import { Metrics } from '@homegroup/metrics';
import { mayCall } from '@homegroup/protocol';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AccessBells } from './access-bells.js';
import { Connections } from './connections.js';
import type { LiveSocket } from './live-socket.js';

/** Sessions also run out by time: each connection is asked again this often, in milliseconds. */
const every = 10_000;
const retryAfter = 250;

/**
 * Ends the connections of who signed out, was disabled or lost the session, on every node: on a ring at once, and
 * without Redis when the access clock is compared, which happens every second.
 */
@Injectable()
export class AccessWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('AccessWatch');
  private readonly checking = new Map<string, { again: boolean; over: Promise<void> }>();
  private timer: NodeJS.Timeout | undefined;
  private failing = false;

  constructor(
    private readonly connections: Connections,
    private readonly stillValid: StillValid,
    private readonly pump: Pump,
    private readonly headsWatch: HeadsWatch,
    private readonly bells: AccessBells,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.bells.passOn();
    this.headsWatch.onAccess((organizationId) => this.check(organizationId));
    this.timer = setInterval(() => {
      const served = new Set(this.connections.all().map((socket) => socket.data.actor.organizationId));
      for (const organizationId of served) void this.check(organizationId);
    }, every);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Never rejects. A change during a check leads to another one after it; resolves when that is over, too. */
  private check(organizationId: string): Promise<void> {
    const running = this.checking.get(organizationId);
    if (running) {
      running.again = true;
      return running.over;
    }
    const begun = { again: false, over: Promise.resolve() };
    this.checking.set(organizationId, begun);
    begun.over = this.repeat(organizationId, begun);
    return begun.over;
  }

  private async repeat(organizationId: string, state: { again: boolean }): Promise<void> {
    do {
      state.again = false;
      try {
        await this.compare(organizationId);
        this.failing = false;
      } catch (error) {
        if (!this.failing && !isOutage(error))
          this.logger.warn(`Access cannot be compared: ${causeOf(error)}`);
        this.failing = true;
        await new Promise((resolve) => setTimeout(resolve, retryAfter));
        if (this.connections.of(organizationId).length > 0) state.again = true;
      }
    } while (state.again);
    this.checking.delete(organizationId);
  }

  private async compare(organizationId: string): Promise<void> {
    const open = this.connections.of(organizationId);
    const families = [...new Set(open.map((socket) => socket.data.actor.familyId))];
    const valid = await this.stillValid.execute(organizationId, families);
    for (const socket of open) {
      const { actor } = socket.data;
      const role = valid.get(actor.familyId);
      if (role === undefined) this.end(socket);
      else if (role !== actor.role) {
        socket.data.actor = { ...actor, role };
        if (!mayCall(role, 'conversation:subscribe')) this.pump.leaveAll(socket.id);
      }
    }
  }

  private end(socket: LiveSocket): void {
    this.metrics.cuts.add('access');
    this.pump.leaveAll(socket.id);
    socket.emit('session:ended', { code: 'session_ended' });
    socket.disconnect(true);
  }
}
