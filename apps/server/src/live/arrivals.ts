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
  private readonly barred = new Map<string, NodeJS.Timeout>();

  /** @throws too_many_requests, with the seconds to wait */
  async admit(personId: string): Promise<void> {
    if (this.barred.has(personId)) throw tooOften(barredFor);
    try {
      await this.limiter.consume(personId);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooOften(Math.ceil(refusal.msBeforeNext / 1000));
    }
  }

  /** Somebody did not stop sending: for a while they are not admitted. */
  bar(personId: string): void {
    clearTimeout(this.barred.get(personId));
    const over = setTimeout(() => this.barred.delete(personId), barredFor * 1000);
    this.barred.set(personId, over.unref());
  }
}

const tooOften = (retryAfter: number) =>
  new HomegroupError('too_many_requests', 'You connect too often. Wait a moment.', { retryAfter });
