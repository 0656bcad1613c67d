import type { AddressInfo } from 'node:net';
import type { Configuration } from '@homegroup/config';
import { DatabaseUnusable, isOutage, openKysely, openPool, refuseUnsafeRole } from '@homegroup/database';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Kysely } from 'kysely';
import { createApp } from './create-app.js';
import { endOnSignal } from './drain/end-on-signal.js';
import { DatabaseWatch } from './health/database-watch.js';
import { openWaitingRoom } from './health/waiting-room.js';
import { describeError } from './http/error-body.js';

/**
 * Starts serving and returns where. Ends by itself on SIGTERM or SIGINT, after what is under way was handed over.
 * Tells a parent process `{ listening: url }`. With `waits`, a Postgres that does not answer yet is waited for: alive,
 * not ready, and serving nobody meanwhile. @throws with one line for the operator
 */
export async function runServer(
  configuration: Configuration,
  { waits = false }: { waits?: boolean } = {},
): Promise<string> {
  const usable = await checkDatabase(configuration, waits);
  const app = await createApp(configuration);
  const logger = new Logger('Server');
  endOnSignal(app, configuration, logger);
  // The parent is gone, however it ended: a server without it would be left over.
  if (process.send) process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.on('unhandledRejection', (reason) =>
    logger.error(`A promise failed unseen: ${describeError(reason)}`),
  );
  try {
    const port = usable ? configuration.PORT : await waitForDatabase(app, configuration);
    await app.listen(port, configuration.HOST);
  } catch (error) {
    await app.close();
    throw portError(error, configuration);
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://${configuration.HOST.includes(':') ? `[${configuration.HOST}]` : configuration.HOST}:${port}`;
  logger.log(`Listening on ${url}`);
  process.send?.({ listening: url });
  return url;
}

/** Everything is started but what serves people. @returns the port, when Postgres answers and may be used */
async function waitForDatabase(app: NestExpressApplication, configuration: Configuration): Promise<number> {
  const room = await openWaitingRoom(configuration.PORT, configuration.HOST);
  try {
    await app.init();
    const watch = app.get(DatabaseWatch, { strict: false });
    do await watch.answer();
    while (!(await checkDatabase(configuration, true)));
  } finally {
    await room.close();
  }
  return room.port;
}

/** False when it does not answer and that is `allowed`. @throws when it answers and cannot be used */
async function checkDatabase(configuration: Configuration, allowed: boolean): Promise<boolean> {
  const kysely = openKysely(openPool(configuration.DATABASE_APP_URL, { max: 1, onError: () => undefined }));
  try {
    await refuseUnsafeRole(kysely as unknown as Kysely<never>);
    return true;
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    if (allowed && isOutage(error)) return false;
    const { hostname, port } = new URL(configuration.DATABASE_APP_URL);
    const cause = error as Error & { code?: string };
    throw new Error(
      `The database at ${hostname}:${port || 5432} cannot be used (${cause.code ?? cause.message}). Check DATABASE_APP_URL and that PostgreSQL runs.`,
      { cause: error },
    );
  } finally {
    await kysely.destroy();
  }
}

function portError(error: unknown, configuration: Configuration): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new Error(
      `Port ${configuration.PORT} on ${configuration.HOST} is taken by another program. Set PORT to a free one.`,
    );
  if (code === 'EACCES')
    return new Error(`Port ${configuration.PORT} may not be used by this user. Set PORT above 1023.`);
  if (code === 'EADDRNOTAVAIL') return new Error(`HOST ${configuration.HOST} is no address of this machine.`);
  return error as Error;
}
