import type pg from 'pg';

/** What a node asked of PostgreSQL, by name of the prepared statement; `rows` are those that came back. */
export type Statements = Record<string, { times: number; rows: number }>;

/** Counts the named statements of the log and, as `other`, every further use of a connection. */
export class StatementCount {
  private counts: Statements = {};
  private acquired = 0;

  constructor(pool: pg.Pool) {
    pool.on('acquire', () => {
      this.acquired += 1;
    });
    const query = pool.query.bind(pool) as (asked: unknown) => Promise<pg.QueryResult>;
    pool.query = (async (asked: { name?: string; column?: unknown[] }) => {
      const result = await query(asked);
      // A statement of one column keeps its rows itself.
      this.add(asked.name ?? 'unnamed', (asked.column ?? result.rows).length);
      return result;
    }) as typeof pool.query;
  }

  begin(): void {
    this.counts = {};
    this.acquired = 0;
  }

  get all(): Statements {
    const named = Object.values(this.counts).reduce((sum, { times }) => sum + times, 0);
    return { ...this.counts, other: { times: Math.max(0, this.acquired - named), rows: 0 } };
  }

  private add(name: string, rows: number): void {
    const count = this.counts[name] ?? { times: 0, rows: 0 };
    this.counts[name] = { times: count.times + 1, rows: count.rows + rows };
  }
}
