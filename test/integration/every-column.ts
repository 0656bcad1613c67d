import type { DB } from '@homegroup/database';
import { type Kysely, sql } from 'kysely';

/** Every value of every table as text, bytes decoded as Latin-1: what a stolen dump would show. */
export async function everyColumn(owner: Kysely<DB>): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(owner);
  const contents: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(owner);
    contents.push(name, ...rows.flatMap((row) => Object.values(row).map(asText)));
  }
  return contents.join('\n');
}

const asText = (value: unknown): string =>
  Buffer.isBuffer(value) ? value.toString('latin1') : (JSON.stringify(value) ?? '');
