import type { ConversationSummary, PersonCard, Standing } from '@homegroup/protocol';
import type { InboxRow } from './inbox-rows.js';

export function standingOf(row: InboxRow): Standing {
  if (row.current && !row.expired) return row.gated ? 'agreement' : 'active';
  if (row.membership_status === 'agreement_pending') return 'agreement';
  return row.membership_status === 'invited' ? 'invited' : 'past';
}

/** Whose cards a summary needs. */
export const personsIn = (row: InboxRow): string[] =>
  [row.counterpart_id, row.last_author_id].filter((id) => id !== null);

export function toSummary(row: InboxRow, cards: ReadonlyMap<string, PersonCard>): ConversationSummary {
  const counterpart = row.counterpart_id ? (cards.get(row.counterpart_id) ?? null) : null;
  const standing = standingOf(row);
  return {
    id: row.id,
    kind: row.kind,
    title: row.group_name ?? counterpart?.name ?? '',
    groupId: row.group_id,
    groupType: row.group_type,
    counterpart,
    standing,
    moderator: row.moderator && standing === 'active',
    locked: row.locked && row.current,
    head: row.gated ? 0 : row.bound,
    readUpTo: Math.min(row.read_up_to, row.bound),
    unread: row.unread,
    lastMessage:
      row.last_seq !== null && row.last_at !== null && row.last_author_id !== null
        ? {
            seq: row.last_seq,
            at: row.last_at.toISOString(),
            authorId: row.last_author_id,
            authorName: cards.get(row.last_author_id)?.name ?? '',
          }
        : null,
    seats: row.seats,
    capacity: row.capacity,
  };
}
