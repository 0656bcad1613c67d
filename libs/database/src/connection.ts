import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { watchForgotten } from './forgotten-connections.js';
import { keepingStatements } from './kept-statements.js';
import { isUnanswered } from './outage.js';
import type { DB } from './schema.js';
import { traceQueries } from './trace-queries.js';

const int8 = 20;
const numeric = 1700;
const date = 1082;

interface PoolOptions {
  max: number;
  onError: (error: Error) => void;
  /** Told the SQLSTATE of each statement that the server refuses. */
  onRefused?: (code: string) => void;
}

/** The connection below a client, which says of every refusal that it was one, whoever had asked. */
interface WithConnection {
  connection: { on(event: 'errorMessage', listener: (refusal: { code?: string }) => void): void };
}

/**
 * A pool on one database. bigint and numeric arrive as numbers (all of ours stay below 2^53), dates as `YYYY-MM-DD`.
 * A connection that breaks, idle or checked out, that was forgotten on the way, or on which nothing is answered, is
 * reported to `onError`, is not used again, and never ends the process.
 */
export function openPool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    // A frozen server must not hold a request for ever.
    query_timeout: 20_000,
    statement_timeout: 15_000,
    // Whoever was frozen or cut off within a transaction must not hold its locks longer than others wait for them.
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'homegroup',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') => {
        if (oid === int8 || oid === numeric) return Number;
        if (oid === date) return (value: string) => value;
        return pg.types.getTypeParser(oid, format ?? 'text') as (value: string) => unknown;
      },
    } as pg.CustomTypesConfig,
  });
  // A client that idles is told of first; without a listener the pool would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', options.onError));
  // Given up without having broken: nobody would hear of it otherwise.
  pool.on('release', (error) => {
    if (isUnanswered(error)) options.onError(error);
  });
  const { onRefused } = options;
  if (onRefused)
    pool.on('connect', (client) =>
      (client as unknown as WithConnection).connection.on('errorMessage', ({ code }) =>
        onRefused(code ?? ''),
      ),
    );
  traceQueries(pool);
  watchForgotten(pool, url);
  return pool;
}

export const openKysely = (pool: pg.Pool): Kysely<DB> =>
  new Kysely<DB>({ dialect: new PostgresDialect({ pool: keepingStatements(pool) }) });
