import { keptAs, type Work } from '@homegroup/database';
import type { PersonCard } from '@homegroup/protocol';
import { sql } from 'kysely';
import { type LogRow, removalOf, type StoredKind } from './log-row.js';

export interface StoredRow {
  /** Which of the views asked for it is in, from zero. */
  view: number;
  conversation_id: string;
  seq: number;
  id: string;
  kind: StoredKind;
  author_id: string | null;
  subject_id: string | null;
  client_id: string | null;
  target_seq: number | null;
  at: Date;
  membership_version: number;
  detail: Record<string, unknown>;
  removed: Record<string, unknown> | null;
  /** The words as they stand, and the identifier they are bound to: the message's own or its last edit's. */
  body: Buffer | null;
  body_of: string;
  edited_at: Date | null;
}

/** What one reader, or several alike, may know of one conversation. */
export interface View {
  conversationId: string;
  /** The first number, and the last, that may be known. */
  from: number;
  bound: number;
  /** Whose intervals count between them; null when all of it may be known. */
  personId: string | null;
}

/** Kinds that are an item of their own; the others change one, or stand for nothing on the screen. */
const itemKinds = sql`('message:sent', 'member:joined', 'member:left', 'room:locked', 'room:unlocked', 'agreement:published')`;

/**
 * Within what may be known of view `w`, for what follows something that may be. No lower bound stands here: a range
 * of numbers looks narrow to a planner without statistics, which then reads all of it.
 */
const within = (event: string) => sql`${sql.ref(`${event}.seq`)} <= w.bound and (w.person is null or exists (
  select from conversation_member m where m.conversation_id = ${sql.ref(`${event}.conversation_id`)} and m.person_id = w.person
    and ${sql.ref(`${event}.seq`)} >= m.from_seq and (m.to_seq is null or ${sql.ref(`${event}.seq`)} < m.to_seq)))`;

/** The present content: the last edit within the reader's own intervals; a removal counts wherever it stands. */
const columns = sql`w.view, e.conversation_id, e.seq, e.id, e.kind, e.author_id, e.subject_id, e.client_id, e.target_seq, e.at,
  e.membership_version, e.detail, r.removed, coalesce(x.body, e.body) as body, coalesce(x.id, e.id) as body_of, x.at as edited_at`;
const present = sql`
  left join lateral (
    select r.detail as removed from log_event r
    where r.conversation_id = e.conversation_id and r.kind = 'message:removed'
      and r.target_seq = case e.kind when 'message:sent' then e.seq else e.target_seq end
    limit 1
  ) r on e.kind in ('message:sent', 'message:edited')
  left join lateral (
    select x.id, x.body, x.at from log_event x
    where x.conversation_id = e.conversation_id and x.target_seq = e.seq and x.kind = 'message:edited'
      and ${within('x')}
    order by x.seq desc limit 1
  ) x on e.kind = 'message:sent'`;

/** The newest `limit` items below `before` of each view, rising by number. */
export async function itemsBefore(
  work: Work,
  views: ReadonlyArray<View & { before: number; limit: number }>,
): Promise<StoredRow[]> {
  if (views.length === 0) return [];
  const { rows } = await sql<StoredRow>`${keptAs(work, 'items-before')}
    select ${columns}
    from unnest(${[...views.keys()]}::int[], ${views.map((each) => each.personId)}::uuid[],
      ${views.map((each) => each.conversationId)}::uuid[], ${views.map((each) => each.from)}::int[],
      ${views.map((each) => each.bound)}::int[], ${views.map((each) => each.before)}::int[],
      ${views.map((each) => each.limit)}::int[]) as w (view, person, conversation, first, bound, before, most)
    cross join lateral (
      select * from log_event e where e.conversation_id = w.conversation and e.seq < w.before and e.seq >= w.first
        and e.kind in ${itemKinds} and ${within('e')}
      order by e.seq desc limit w.most
    ) e ${present}
    order by w.view, e.seq`.execute(work.db);
  return rows;
}

/** Reactions on these messages of these views; edits and removals are part of the present content already. */
export async function changesOf(
  work: Work,
  items: readonly StoredRow[],
  views: readonly View[],
): Promise<StoredRow[]> {
  const messages = items.flatMap((row) => {
    const view = views[row.view];
    return view && row.kind === 'message:sent' && !row.removed
      ? [{ ...view, view: row.view, seq: row.seq }]
      : [];
  });
  if (messages.length === 0) return [];
  const { rows } = await sql<StoredRow>`${keptAs(work, 'changes-of')}
    select w.view, e.conversation_id, e.seq, e.id, e.kind, e.author_id, e.subject_id, e.client_id, e.target_seq, e.at,
      e.membership_version, e.detail, null as removed, null as body, e.id as body_of, null as edited_at
    from unnest(${messages.map((each) => each.view)}::int[], ${messages.map((each) => each.personId)}::uuid[],
      ${messages.map((each) => each.conversationId)}::uuid[], ${messages.map((each) => each.seq)}::int[],
      ${messages.map((each) => each.bound)}::int[]) as w (view, person, conversation, target, bound)
    join log_event e on e.conversation_id = w.conversation and e.target_seq = w.target
    where e.kind = 'reaction:changed' and ${within('e')}
    order by w.view, e.seq`.execute(work.db);
  return rows;
}

/** Everything of each view above its `after`, which is not before its first, rising by number. */
export async function eventsAfter(
  work: Work,
  views: ReadonlyArray<View & { after: number }>,
): Promise<StoredRow[]> {
  if (views.length === 0) return [];
  const { rows } = await sql<StoredRow>`${keptAs(work, 'events-after')}
    select ${columns}
    from unnest(${[...views.keys()]}::int[], ${views.map((each) => each.personId)}::uuid[],
      ${views.map((each) => each.conversationId)}::uuid[], ${views.map((each) => each.after)}::int[],
      ${views.map((each) => each.bound)}::int[]) as w (view, person, conversation, after, bound)
    cross join lateral (
      select * from log_event e where e.conversation_id = w.conversation and e.seq > w.after
        and ${within('e')}
    ) e ${present}
    order by w.view, e.seq`.execute(work.db);
  return rows;
}

export const toLogRow = (row: StoredRow, text: string | null, card: PersonCard | null): LogRow => ({
  conversationId: row.conversation_id,
  seq: row.seq,
  id: row.id,
  kind: row.kind,
  authorId: row.author_id,
  subjectId: row.subject_id,
  clientId: row.client_id,
  target: row.target_seq,
  at: row.at,
  version: row.membership_version,
  text,
  detail: row.detail,
  removed: row.removed ? removalOf(row.removed) : null,
  editedAt: row.edited_at,
  card,
});
