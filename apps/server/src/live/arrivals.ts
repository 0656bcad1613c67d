import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Per person and node: room for many windows that come back again and again from a poor network. */
const mostArrivals = 120;
/** Seconds. */
const within = 60;

/** How often one person may connect: asked before anything is read for them, so that coming back costs little. */
@Injectable()
export class Arrivals {
  private readonly limiter = new RateLimiterMemory({ points: mostArrivals, duration: within });

  /** @throws too_many_requests, with the seconds to wait */
  async admit(personId: string): Promise<void> {
    try {
      await this.limiter.consume(personId);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new HomegroupError('too_many_requests', 'You connect too often. Wait a moment.', {
        retryAfter: Math.ceil(refusal.msBeforeNext / 1000),
      });
    }
  }
}
