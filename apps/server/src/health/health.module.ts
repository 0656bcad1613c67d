import { MetricsModule } from '@homegroup/metrics';
import { Module } from '@nestjs/common';
import { DrainModule } from '../drain/drain.module.js';
import { DatabaseWatch } from './database-watch.js';
import { HealthController } from './health.controller.js';
import { RedisHealth } from './redis-health.js';

@Module({
  imports: [DrainModule, MetricsModule],
  controllers: [HealthController],
  providers: [DatabaseWatch, RedisHealth],
})
export class HealthModule {}
