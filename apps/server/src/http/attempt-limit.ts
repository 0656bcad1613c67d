import { HomegroupError } from '@homegroup/protocol';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Each such attempt costs 19 MiB and a core for some 20 ms, so that one address gets five a second, and bursts. */
const attempts = { points: 300, duration: 60 };

/**
 * For operations that hash a password before anybody is known: limits one network address on this node. The count per
 * account, which holds on all nodes, is libs/identity's.
 */
@Injectable()
export class AttemptLimit implements CanActivate {
  private readonly limiter = new RateLimiterMemory(attempts);

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { ip } = context.switchToHttp().getRequest<Request>();
    try {
      await this.limiter.consume(ip ?? 'unknown');
      return true;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new HomegroupError('too_many_requests', 'There were too many attempts. Wait a little.', {
        // The limiter reckons by this machine's clock, which somebody may have set back.
        retryAfter: Math.min(Math.ceil(error.msBeforeNext / 1000), attempts.duration),
      });
    }
  }
}
