import { HomegroupError } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Per person and node: room for many windows that come back again and again from a poor network. */
const mostArrivals = 120;
/** Seconds. */
const within = 60;
/** Seconds for which somebody stays out after a connection of theirs was cut for sending far too much. */
const barredFor = 30;

/** Who may connect: asked before anything is read for them, so that coming back costs little. */
@Injectable()
export class Arrivals {
  private readonly limiter = new RateLimiterMemory({ points: mostArrivals, duration: within });
  /** Until when, in milliseconds of this process's clock. */
  private readonly barred = new Map<string, number>();

  /** @throws too_many_requests, with the seconds to wait */
  async admit(personId: string): Promise<void> {
    const until = this.barred.get(personId);
    const rest = until === undefined ? 0 : until - performance.now();
    if (rest > 0) throw tooOften(Math.ceil(rest / 1000));
    this.barred.delete(personId);
    try {
      await this.limiter.consume(personId);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooOften(Math.ceil(refusal.msBeforeNext / 1000));
    }
  }

  /** Somebody did not stop sending: for a while they are not admitted. */
  bar(personId: string): void {
    for (const [each, until] of this.barred) if (until <= performance.now()) this.barred.delete(each);
    this.barred.set(personId, performance.now() + barredFor * 1000);
  }
}

const tooOften = (retryAfter: number) =>
  new HomegroupError('too_many_requests', 'You connect too often. Wait a moment.', { retryAfter });
