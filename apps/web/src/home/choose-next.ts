import type { ConversationNow } from '../conversations/use-conversations.js';

const rank = { agreement: 0, invited: 1, active: 2, past: 3 } as const;

/** Rooms in the order in which they matter now: what waits for the person first, then unread, then the latest. */
export function chooseNext<T extends Pick<ConversationNow, 'kind' | 'standing' | 'unreadNow' | 'lastAt'>>(
  conversations: readonly T[],
): T[] {
  return conversations
    .filter((item) => item.kind === 'room' && item.standing !== 'past')
    .sort(
      (a, b) =>
        rank[a.standing] - rank[b.standing] ||
        Number(b.unreadNow > 0) - Number(a.unreadNow > 0) ||
        (b.lastAt ?? '').localeCompare(a.lastAt ?? ''),
    );
}
