import type { AddressInfo } from 'node:net';
import type { Configuration } from '@homegroup/config';
import { DatabaseUnusable, openKysely, openPool, refuseUnsafeRole } from '@homegroup/database';
import { Logger } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { createApp } from './create-app.js';
import { endOnSignal } from './drain/end-on-signal.js';
import { describeError } from './http/error-body.js';

/**
 * Starts serving and returns where. Ends by itself on SIGTERM or SIGINT, after what is under way was handed over.
 * Tells a parent process `{ listening: url }`. @throws with one line for the operator
 */
export async function runServer(configuration: Configuration): Promise<string> {
  await checkDatabase(configuration);
  const app = await createApp(configuration);
  const logger = new Logger('Server');
  endOnSignal(app, configuration, logger);
  process.on('unhandledRejection', (reason) =>
    logger.error(`A promise failed unseen: ${describeError(reason)}`),
  );
  try {
    await app.listen(configuration.PORT, configuration.HOST);
  } catch (error) {
    await app.close();
    throw portError(error, configuration);
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://${configuration.HOST.includes(':') ? `[${configuration.HOST}]` : configuration.HOST}:${port}`;
  logger.log(`Listening on ${url}`);
  process.send?.({ listening: url });
  // The parent is gone, however it ended: a server without it would be left over.
  if (process.send) process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  return url;
}

async function checkDatabase(configuration: Configuration): Promise<void> {
  const kysely = openKysely(openPool(configuration.DATABASE_APP_URL, { max: 1, onError: () => undefined }));
  try {
    await refuseUnsafeRole(kysely as unknown as Kysely<never>);
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
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
