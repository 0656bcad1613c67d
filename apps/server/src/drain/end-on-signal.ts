import { setTimeout as sleep } from 'node:timers/promises';
import type { Configuration } from '@homegroup/config';
import type { INestApplication, Logger } from '@nestjs/common';
import { Drain } from './drain.js';

/**
 * On the first SIGTERM or SIGINT: says "not ready", waits as long as a balancer needs to notice, hands every connection
 * over, finishes what is under way, and ends with code 0. After DRAIN_SECONDS, or on SIGINT while it does so, it ends
 * with code 1 whatever is left.
 */
export function endOnSignal(app: INestApplication, configuration: Configuration, logger: Logger): void {
  const { DRAIN_ANNOUNCE_SECONDS: announce, DRAIN_SECONDS: bound } = configuration;
  const leave = (why: string) => {
    logger.warn(`Ended before everything was handed over: ${why}`);
    process.exit(1);
  };
  let ending = false;
  const end = async (signal: NodeJS.Signals) => {
    if (ending) return signal === 'SIGINT' ? leave('SIGINT') : undefined;
    ending = true;
    logger.log(`${signal}: handing over, within ${announce + bound} s`);
    setTimeout(() => leave(`${bound} s are over`), (announce + bound) * 1000).unref();
    app.get(Drain, { strict: false }).begin();
    await sleep(announce * 1000);
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      end(signal).catch((error: Error) => leave(error.message));
    });
}
