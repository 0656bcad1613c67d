import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

/** Sends what is left of the traces when the server ends. */
@Injectable()
export class EndTracing implements OnApplicationShutdown {
  stop: () => Promise<void> = () => Promise.resolve();

  async onApplicationShutdown(): Promise<void> {
    await this.stop();
  }
}
