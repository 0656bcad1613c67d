import { askColumn } from '@homegroup/database';
import type pg from 'pg';

/** What of a person's changed. */
export type Changed = 'conversations' | 'notices';

/** What Postgres says of one organization, in one snapshot. */
export interface Comparison {
  epoch: string;
  /** A number that rises whenever somebody's access changes. */
  access: number;
  /** Of the conversations asked for that there are: identifier, head, membership version. */
  heads: Array<[string, number, number]>;
  /** Milliseconds until the next time that was agreed on is over, below zero when it was; null when none is agreed on. */
  due: number | null;
  /** Of the last 30 seconds: what caused it, whom it concerns, what of theirs changed. */
  changes: Array<[string, string, Changed]>;
}

/** One round trip. @returns null when there is no such organization. @throws what the driver throws */
export async function readComparison(
  pool: pg.Pool,
  organizationId: string,
  conversationIds: readonly string[],
): Promise<Comparison | null> {
  const [answer] = await askColumn(pool, {
    name: 'read-comparison',
    text: 'select read_comparison($1, $2::uuid[])',
    values: [organizationId, conversationIds],
  });
  return JSON.parse(answer ?? 'null') as Comparison | null;
}
