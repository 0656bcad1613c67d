import { askColumn, type UnitOfWork } from '@homegroup/database';
import type pg from 'pg';
import type { Channel, Member } from './channel.js';
import type { Keyring } from './keyring.js';
import { type LogRow, removalOf, type StoredKind } from './log-row.js';
import { personCards } from './person-cards.js';

/** Events of one conversation per reading; more are fetched by the next. */
export const mostEvents = 300;

interface NewsRow {
  what: 'head' | 'event' | 'member';
  conversation_id: string;
  seq: number | null;
  id: string;
  kind: StoredKind;
  author_id: string | null;
  subject_id: string | null;
  client_id: string | null;
  target_seq: number | null;
  /** In ISO 8601. */
  at: string;
  membership_version: number;
  /** Sealed, in hexadecimal digits after `\\x`. */
  body: string | null;
  detail: Record<string, unknown>;
  removed: Record<string, unknown> | null;
  moderator: boolean;
  gated: boolean;
}

export interface ChannelNews {
  head: number;
  /** Of the conversation now. */
  version: number;
  rows: LogRow[];
  members: Map<number, Map<string, Member>>;
}

/**
 * Reads the news of several channels of one organization: one statement, one snapshot, one round trip. A channel
 * whose conversation is gone is missing from the answer.
 */
export async function readNews(
  pool: pg.Pool,
  organizationId: string,
  channels: readonly Channel[],
): Promise<Map<string, { news: ChannelNews; sealed: NewsRow[] }>> {
  const answers = await askColumn(pool, {
    name: 'read-news',
    text: 'select row_to_json(r) from read_news($1, $2::uuid[], $3::int[], $4::int[], $5) r',
    values: [
      organizationId,
      channels.map((channel) => channel.conversationId),
      channels.map((channel) => channel.cursor ?? 0),
      channels.map((channel) => channel.newest),
      mostEvents,
    ],
  });
  const known = new Map(channels.map((channel) => [channel.conversationId, channel.newest]));
  const found = new Map<string, { news: ChannelNews; sealed: NewsRow[] }>();
  const learn = (news: ChannelNews, conversationId: string, version: number) => {
    if (version <= (known.get(conversationId) ?? -1)) return undefined;
    const members = news.members.get(version) ?? new Map<string, Member>();
    news.members.set(version, members);
    return members;
  };
  for (const answer of answers) {
    const row = JSON.parse(answer ?? '') as NewsRow;
    if (row.what === 'head') {
      const news: ChannelNews = {
        head: row.seq ?? 0,
        version: row.membership_version,
        rows: [],
        members: new Map(),
      };
      found.set(row.conversation_id, { news, sealed: [] });
      learn(news, row.conversation_id, row.membership_version);
      continue;
    }
    const entry = found.get(row.conversation_id);
    if (!entry) continue;
    const members = learn(entry.news, row.conversation_id, row.membership_version);
    if (row.what === 'event') entry.sealed.push(row);
    else if (row.author_id) members?.set(row.author_id, { moderator: row.moderator, gated: row.gated });
  }
  return found;
}

/** Opens what was read. Who joined is looked up as they are now. */
export async function openNews(
  unit: UnitOfWork,
  keyring: Keyring,
  organizationId: string,
  sealed: readonly NewsRow[],
): Promise<LogRow[]> {
  const joined = sealed.flatMap((row) =>
    row.kind === 'member:joined' && row.subject_id ? [row.subject_id] : [],
  );
  const cards =
    joined.length > 0 ? await unit.run(organizationId, (work) => personCards(work, joined)) : new Map();
  return Promise.all(
    sealed.map(async (row) => ({
      conversationId: row.conversation_id,
      seq: row.seq ?? 0,
      id: row.id,
      kind: row.kind,
      authorId: row.author_id,
      subjectId: row.subject_id,
      clientId: row.client_id,
      target: row.target_seq,
      at: new Date(row.at),
      version: row.membership_version,
      text:
        row.body && !row.removed
          ? (await keyring.of(organizationId, row.conversation_id)).open(row.id, bytesOf(row.body))
          : null,
      detail: row.detail,
      removed: row.removed ? removalOf(row.removed) : null,
      editedAt: null,
      card: row.subject_id ? (cards.get(row.subject_id) ?? null) : null,
    })),
  );
}

const bytesOf = (digits: string): Buffer => Buffer.from(digits.slice(2), 'hex');
