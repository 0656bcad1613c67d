import { POOL } from '@homegroup/database';
import { HomegroupError, type OperationResult } from '@homegroup/protocol';
import { Controller, Inject } from '@nestjs/common';
import type pg from 'pg';
import { Drain } from '../drain/drain.js';
import { Operate } from '../http/operate.js';
import { RedisHealth } from './redis-health.js';

@Controller()
export class HealthController {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly redis: RedisHealth,
    private readonly drain: Drain,
  ) {}

  @Operate('health.live')
  live(): OperationResult<'health.live'> {
    return { status: 'ok' };
  }

  @Operate('health.ready')
  async ready(): Promise<OperationResult<'health.ready'>> {
    if (this.drain.begun) throw new HomegroupError('try_again', 'This server is going away.');
    try {
      await this.pool.query('select 1');
    } catch {
      throw new HomegroupError('try_again', 'The database does not answer.');
    }
    return { status: 'ok', redis: await this.redis.state() };
  }
}
