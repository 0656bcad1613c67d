import { LogModule } from '@homegroup/log';
import { MetricsModule } from '@homegroup/metrics';
import { Module } from '@nestjs/common';
import { DrainModule } from '../drain/drain.module.js';
import { MetricsServer } from './metrics-server.js';

@Module({ imports: [DrainModule, LogModule, MetricsModule], providers: [MetricsServer] })
export class MetricsHttpModule {}
