import type { DatabaseClock } from '@homegroup/database';
import type { Metrics } from '@homegroup/metrics';
import { Logger } from '@nestjs/common';
import { Fault } from './fault.js';

/** Seconds that this machine and the database may be apart before it is said. */
const most = 5;

/**
 * Says when this machine's clock is not the database's, as after somebody set one of them. Nothing here depends on it:
 * ends of sessions, mutes and throttles are the database's, intervals are of the steady clock.
 */
export class ClockWatch {
  private readonly logger = new Logger('Clock');
  private readonly apart = new Fault();
  private told = 0;

  constructor(
    private readonly clock: DatabaseClock,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'homegroup_clock_offset_seconds',
      'How far this machine’s clock is ahead of the database’s',
      () => this.offset(),
    );
  }

  compare(): void {
    const offset = this.offset();
    if (Math.abs(offset) <= most) {
      if (this.apart.end() !== null) this.logger.log('This machine’s clock agrees with the database’s again');
      return;
    }
    const jumped = Math.abs(offset - this.told) > most;
    const again = !this.apart.begin();
    if (again && !jumped) return;
    this.told = offset;
    const [seconds, direction] = [Math.round(Math.abs(offset)), offset > 0 ? 'ahead of' : 'behind'];
    this.logger.warn(
      `This machine’s clock ${again ? 'was set and is now' : 'is'} ${seconds} s ${direction} the database’s. Whatever ends at a time goes by the database’s; set both by a time server`,
    );
  }

  /** Seconds. */
  private offset(): number {
    return (Date.now() - this.clock.now()) / 1000;
  }
}
