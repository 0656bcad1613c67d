import { setTimeout as pause } from 'node:timers/promises';
import type { Configuration } from '@homegroup/config';
import { createClient, createCluster } from 'redis';

export type Redis = ReturnType<typeof createClient>;

/** What of the configuration says where Redis is. */
export type RedisPlace = Pick<Configuration, 'REDIS_URL' | 'REDIS_CLUSTER'>;

export interface RedisOptions {
  /** Whether commands wait for a connection; without it they fail at once. */
  queues: boolean;
}

const connectTimeout = 2000;
const slowestRetry = 1500;
/** Milliseconds between pings of a connection, and after which one on which nothing comes or goes is made anew. */
const pingInterval = 3000;
const silence = 8000;

/**
 * A client of one Redis, or of a cluster that begins at any of its nodes. It is not connected yet, connects again by
 * itself for ever, and says what fails as `error`, which must be listened to. A connection on which nothing came or
 * went for a while is made anew, as when it was forgotten on the way: whoever is not answered must cease to ask. Only
 * commands with one key, or none, and sharded channels may be used, because only these are the same on both.
 */
export function openRedis(place: RedisPlace & { REDIS_URL: string }, options: RedisOptions): Redis {
  // The library's own only ends what still waits to be written, with a timer for each command. Whoever does not queue bounds that.
  const each = options.queues ? {} : { commandOptions: { timeout: 0 } };
  const client = {
    disableOfflineQueue: !options.queues,
    pingInterval,
    socket: {
      connectTimeout,
      socketTimeout: silence,
      reconnectStrategy: (retries: number) => Math.min(100 * 2 ** Math.min(retries, 4), slowestRetry),
    },
  };
  if (!place.REDIS_CLUSTER) return createClient({ url: place.REDIS_URL, ...client, ...each }) as Redis;
  const { username, password, protocol } = new URL(place.REDIS_URL);
  const cluster = createCluster({
    rootNodes: [{ url: place.REDIS_URL }],
    ...each,
    defaults: {
      ...client,
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
      socket: { ...client.socket, ...(protocol === 'rediss:' && { tls: true }) },
    },
  });
  return cluster as unknown as Redis;
}

/**
 * Connects, again and again until it stands: a cluster gives up when none of its nodes answers at first. False when
 * `signal` ended it before.
 */
export async function connectRedis(
  client: Redis,
  signal: AbortSignal,
  report: (error: Error) => void,
): Promise<boolean> {
  while (!signal.aborted) {
    try {
      await client.connect();
      return true;
    } catch (error) {
      report(error as Error);
      await pause(slowestRetry, undefined, { ref: false });
    }
  }
  return false;
}
