import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createClient } from 'redis';

const patience = 1000;

/** Asks Redis over a connection of its own, opened at the first question. */
@Injectable()
export class RedisHealth implements OnApplicationShutdown {
  private readonly client: ReturnType<typeof createClient> | undefined;

  constructor(@Inject(CONFIGURATION) configuration: Configuration) {
    if (!configuration.REDIS_URL) return;
    this.client = createClient({
      url: configuration.REDIS_URL,
      disableOfflineQueue: true,
      socket: { connectTimeout: patience },
    });
    // Said by `state`; a broken connection is tried again by the client.
    this.client.on('error', () => undefined);
  }

  async state(): Promise<'up' | 'down' | 'unused'> {
    const { client } = this;
    if (!client) return 'unused';
    const asked = (async () => {
      if (!client.isOpen) await client.connect();
      await client.ping();
      return 'up' as const;
    })();
    const late = new Promise<'down'>((resolve) => {
      setTimeout(() => resolve('down'), patience).unref();
    });
    return Promise.race([asked.catch(() => 'down' as const), late]);
  }

  onApplicationShutdown(): void {
    if (this.client?.isOpen) this.client.destroy();
  }
}
