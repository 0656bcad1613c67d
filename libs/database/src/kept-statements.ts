import { type PostgresPool, type PostgresPoolClient, type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import { isOutdatedPlan, isUnanswered } from './outage.js';
import type { Work } from './unit-of-work.js';

const mark = /^\s*(?:select )?\/\* kept: ([a-z-]{1,40}) \*\//;

/**
 * Begins a statement that is planned once for each connection instead of each time: write it first in the text, or give
 * it to `modifyFront`. One name, one text. Only among look-ups, where no plan depends on how much there is; elsewhere it
 * is planned as it comes.
 */
export const keptAs = (work: Work, name: string): RawBuilder<unknown> =>
  sql.raw(work.lookups ? `/* kept: ${name} */` : '');

/** The pool as Kysely uses it, which cannot name a statement itself. */
export function keepingStatements(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = clients.get(client) ?? keeping(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function keeping(client: pg.PoolClient): PostgresPoolClient {
  /** Why it is not to be used again. */
  let spoiled: Error | undefined;
  const query = async (text: string, values: unknown[]) => {
    const name = mark.exec(text)?.[1];
    try {
      return await (name === undefined ? client.query(text, values) : client.query({ name, text, values }));
    } catch (error) {
      if (isOutdatedPlan(error) || isUnanswered(error)) spoiled = error as Error;
      throw error;
    }
  };
  // Kysely would hand over cursors as well; none is used here.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(spoiled) };
}
