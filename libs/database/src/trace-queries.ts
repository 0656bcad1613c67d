import { isTracing, originOf, traced } from '@homegroup/tracing';
import type pg from 'pg';

type Query = (...args: unknown[]) => unknown;

/**
 * Makes every statement that something traced asks for a part of it, when traces are wanted as the pool is opened.
 * A statement is named by its first word or, when it is prepared, by its name; its text and values are told to nobody.
 */
export function traceQueries(pool: pg.Pool): void {
  if (!isTracing()) return;
  pool.on('connect', (client) => {
    const query = promising(client.query.bind(client) as Query);
    client.query = ((...args: unknown[]) => {
      const origin = typeof args.at(-1) === 'function' ? null : originOf();
      if (!origin) return query(...args);
      const operation = operationOf(args[0]);
      const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': operation };
      return traced(
        `postgres ${operation}`,
        'client',
        attributes,
        [origin],
        () => query(...args) as Promise<unknown>,
      );
    }) as typeof client.query;
  });
  // The pool's own `query` goes through callbacks, in which nobody knows any more who asked.
  pool.query = (async (...args: unknown[]) => {
    const client = await pool.connect();
    try {
      const result = await (client.query as Query)(...args);
      client.release();
      return result;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }) as typeof pool.query;
}

/** A query that is an object of its own answers through a callback only. */
const promising =
  (query: Query): Query =>
  (...args) =>
    args.length === 1 && typeof (args[0] as { submit?: unknown } | null)?.submit === 'function'
      ? new Promise((resolve, reject) => {
          query(args[0], (error: Error | null, result: unknown) => (error ? reject(error) : resolve(result)));
        })
      : query(...args);

function operationOf(asked: unknown): string {
  const { name, text } = (typeof asked === 'string' ? { text: asked } : (asked ?? {})) as {
    name?: unknown;
    text?: unknown;
  };
  if (typeof name === 'string') return name;
  return typeof text === 'string' ? (/^\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? 'other') : 'other';
}
