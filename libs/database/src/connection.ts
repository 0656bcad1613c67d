import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.js';
import { traceQueries } from './trace-queries.js';

const int8 = 20;
const numeric = 1700;
const date = 1082;

/**
 * A pool on one database. bigint and numeric arrive as numbers (all of ours stay below 2^53), dates as `YYYY-MM-DD`.
 * A connection that breaks, idle or checked out, is reported to `onError` and never ends the process.
 */
export function openPool(url: string, options: { max: number; onError: (error: Error) => void }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    // A frozen server must not hold a request for ever.
    query_timeout: 20_000,
    statement_timeout: 15_000,
    keepAlive: true,
    application_name: 'homegroup',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') => {
        if (oid === int8 || oid === numeric) return Number;
        if (oid === date) return (value: string) => value;
        return pg.types.getTypeParser(oid, format ?? 'text') as (value: string) => unknown;
      },
    } as pg.CustomTypesConfig,
  });
  pool.on('error', options.onError);
  pool.on('connect', (client) => client.on('error', options.onError));
  traceQueries(pool);
  return pool;
}

export const openKysely = (pool: pg.Pool): Kysely<DB> =>
  new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
