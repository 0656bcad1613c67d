import { Module } from '@nestjs/common';
import { DrainModule } from '../drain/drain.module.js';
import { HealthController } from './health.controller.js';
import { RedisHealth } from './redis-health.js';

@Module({ imports: [DrainModule], controllers: [HealthController], providers: [RedisHealth] })
export class HealthModule {}
