import type { ConversationSummary, Timeline } from '@homegroup/protocol';

export interface Unread {
  unreadNow: number;
  lastAt: string | null;
  lastAuthorId: string | null;
}

/**
 * How many messages by others are unread. Where the timeline reaches back to the read position it is counted there;
 * otherwise the list's number stands, with what came after the list was made added.
 */
export function unreadIn(
  summary: Pick<ConversationSummary, 'unread' | 'readUpTo' | 'head' | 'lastMessage'>,
  timeline: Timeline | null,
  readUpTo: number,
  meId: string,
): Unread {
  const last = timeline?.items.findLast((item) => item.type === 'message');
  const lastAt = last?.at ?? summary.lastMessage?.at ?? null;
  const lastAuthorId =
    (last?.type === 'message' ? last.authorId : null) ?? summary.lastMessage?.authorId ?? null;
  if (!timeline) return { unreadNow: readUpTo >= summary.head ? 0 : summary.unread, lastAt, lastAuthorId };
  const after = (seq: number) =>
    timeline.items.filter(
      (item) => item.type === 'message' && item.seq > seq && item.authorId !== meId && !item.removed,
    ).length;
  const first = timeline.items[0]?.seq ?? Number.POSITIVE_INFINITY;
  const reachesBack = timeline.earlier === null || first <= readUpTo + 1;
  if (reachesBack || readUpTo > summary.readUpTo) return { unreadNow: after(readUpTo), lastAt, lastAuthorId };
  return { unreadNow: Math.min(100, summary.unread + after(summary.head)), lastAt, lastAuthorId };
}
