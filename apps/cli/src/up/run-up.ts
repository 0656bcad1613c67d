import { once } from 'node:events';
import { join } from 'node:path';
import { readConfiguration } from '@homegroup/config';
import { dataDirectory, lockDataDirectory, repository } from '../data-directory.js';
import {
  applicationUrl,
  ensureSecrets,
  type Installation,
  ownApplicationUrl,
  rememberPublicUrl,
} from '../installation.js';
import { OperatorError } from '../operator-error.js';
import { banner } from './banner.js';
import { refuseUnreachableRedis } from './check-redis.js';
import { startPostgres } from './embedded-postgres.js';
import { freePort, tryPort } from './ports.js';
import { readyDatabase } from './ready-database.js';
import { samplePassphrase } from './sample-people.js';
import { startServer } from './server-process.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * Starts everything and stays until it is told to stop, or until a part of it ends. Whatever the reason, the
 * server is stopped first and the embedded PostgreSQL after it, and nothing is left running.
 */
export async function runUp(): Promise<void> {
  const environment = process.env;
  const directory = dataDirectory(environment);
  const lock = lockDataDirectory(directory);
  const stops: (() => Promise<void> | void)[] = [() => lock.release()];
  const stopped = awaitSignal();
  const failed: Promise<string>[] = [];
  try {
    const { host, port } = await choosePort(environment);
    if (environment.REDIS_URL) await refuseUnreachableRedis(environment.REDIS_URL);
    const secrets = ensureSecrets(directory);
    let ownerUrl = environment.DATABASE_URL;
    if (!ownerUrl) {
      say('Starting PostgreSQL …');
      const postgres = await startPostgres(directory, secrets);
      ownerUrl = postgres.url;
      stops.unshift(postgres.stop);
      failed.push(
        once(postgres.process, 'exit').then(
          () => `PostgreSQL ended by itself: see ${join(directory, 'postgres.log')}.`,
        ),
      );
    }
    const installation: Installation = {
      ownerUrl,
      ownerSource: environment.DATABASE_URL ? 'DATABASE_URL' : 'the embedded PostgreSQL',
      environment: {
        ...environment,
        HOST: host,
        PORT: String(port),
        DATABASE_APP_URL:
          environment.DATABASE_APP_URL ||
          (environment.DATABASE_URL ? ownApplicationUrl : applicationUrl)(
            ownerUrl,
            secrets.applicationPassword,
          ),
        KEY_ENCRYPTION_KEY: environment.KEY_ENCRYPTION_KEY || secrets.keyEncryptionKey,
        TOKEN_SECRET: environment.TOKEN_SECRET || secrets.tokenSecret,
        WEB_ROOT: environment.WEB_ROOT || join(repository, 'dist/apps/web'),
        AUDIT_ANCHOR_FILE: environment.AUDIT_ANCHOR_FILE || join(directory, 'audit-anchor.log'),
      },
    };
    const { publicUrl } = readConfiguration(installation.environment);
    rememberPublicUrl(directory, publicUrl);
    const sample = environment.HOMEGROUP_SAMPLE !== 'off';
    const { organization, link } = await readyDatabase(installation, {
      directory,
      organization: environment.HOMEGROUP_ORGANIZATION || (sample ? 'Harlan Road Recovery' : null),
      timeZone: environment.HOMEGROUP_TIME_ZONE || 'America/New_York',
      sample,
      adminEmail: (environment.HOMEGROUP_ADMIN_EMAIL || 'admin@example.org').toLowerCase(),
    });
    say('Starting the server …');
    const { DATABASE_URL: _ownerStaysHere, ...serverEnvironment } = installation.environment;
    const log = join(directory, 'server.log');
    const server = await startServer(serverEnvironment, log);
    stops.unshift(server.stop);
    failed.push(once(server.process, 'exit').then(() => `The server ended by itself: see ${log}.`));
    say(
      banner({
        url: publicUrl,
        organization,
        directory,
        redis: Boolean(environment.REDIS_URL),
        ownDatabase: Boolean(environment.DATABASE_URL),
        link,
        passphrase: sample ? samplePassphrase(directory) : null,
      }),
    );
    const why = await Promise.race([stopped, ...failed]);
    if (why !== 'signal') throw new OperatorError(why);
    say('Stopping …');
  } finally {
    for (const stop of stops) await (async () => stop())().catch(() => undefined);
  }
  say(`Stopped. Everything is kept in ${directory}.`);
}

/** 'signal' once this process is asked to end. What is under way at start is finished first, then undone. */
function awaitSignal(): Promise<'signal'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve('signal'));
  });
}

/** @throws OperatorError when the port cannot be had */
async function choosePort(environment: NodeJS.ProcessEnv): Promise<{ host: string; port: number }> {
  const host = environment.HOST || '127.0.0.1';
  const wanted = environment.PORT || '3000';
  if (!/^\d{1,5}$/.test(wanted) || Number(wanted) > 65_535)
    throw new OperatorError(`PORT is "${wanted}", not a number up to 65535.`);
  if (wanted === '0') return { host, port: await freePort(host) };
  const tried = await tryPort(host, Number(wanted));
  if ('port' in tried) return { host, port: tried.port };
  if (tried.code === 'EADDRINUSE')
    throw new OperatorError(`Port ${wanted} on ${host} is taken by another program: set PORT to a free one.`);
  if (tried.code === 'EACCES')
    throw new OperatorError(`Port ${wanted} may not be used by this user: set PORT above 1023.`);
  throw new OperatorError(`HOST ${host} is no address of this machine (${tried.code}).`);
}
