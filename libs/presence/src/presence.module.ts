import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { InMemoryPresence } from './in-memory-presence.js';
import { Presence } from './presence.js';
import { RedisPresence } from './redis-presence.js';

@Module({
  providers: [
    {
      provide: Presence,
      useFactory: ({ REDIS_URL, REDIS_CLUSTER }: Configuration) =>
        REDIS_URL ? new RedisPresence({ REDIS_URL, REDIS_CLUSTER }) : new InMemoryPresence(),
      inject: [CONFIGURATION],
    },
  ],
  exports: [Presence],
})
export class PresenceModule implements OnApplicationShutdown {
  constructor(private readonly presence: Presence) {}

  async onApplicationShutdown(): Promise<void> {
    await this.presence.close();
  }
}
