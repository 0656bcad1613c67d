import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { DatabaseClock } from '@homegroup/database';
import { MetricsModule } from '@homegroup/metrics';
import { Module } from '@nestjs/common';
import { AppendQueue } from './append-queue.js';
import { Doorbell, InProcessDoorbell } from './doorbell.js';
import { HeadsWatch } from './heads-watch.js';
import { Keyring } from './keyring.js';
import { LogWriter } from './log-writer.js';
import { Pump } from './pump.js';
import { ReadLog } from './read-log.js';
import { RedisDoorbell } from './redis-doorbell.js';

const doorbell = {
  provide: Doorbell,
  useFactory: ({ REDIS_URL, REDIS_CLUSTER }: Configuration, clock: DatabaseClock) =>
    REDIS_URL ? new RedisDoorbell({ REDIS_URL, REDIS_CLUSTER }, clock) : new InProcessDoorbell(),
  inject: [CONFIGURATION, DatabaseClock],
};

@Module({
  imports: [MetricsModule],
  providers: [Keyring, doorbell, LogWriter, Pump, AppendQueue, ReadLog, HeadsWatch],
  exports: [Keyring, Doorbell, LogWriter, Pump, AppendQueue, ReadLog, HeadsWatch],
})
export class LogModule {}
