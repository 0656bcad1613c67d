import type { ConversationSummary } from '@homegroup/protocol';
import { useQuery } from '@tanstack/react-query';
import { use, useCallback, useSyncExternalStore } from 'react';
import { LiveContext } from '../live/live-context.js';
import { useCall, useMe } from '../session/use-session.js';
import { inConversations } from '../shell/roles-in-conversations.js';
import { unreadIn } from './unread.js';

const noConversations: readonly ConversationSummary[] = [];

export function useConversationsQuery() {
  const call = useCall();
  const me = useMe();
  return useQuery({
    queryKey: ['conversations'],
    queryFn: () => call('conversations.list'),
    enabled: inConversations(me.role),
  });
}

export interface ConversationNow extends ConversationSummary {
  /** Unread now: the list's number and what arrived since. */
  unreadNow: number;
  /** When something was last said, ISO 8601, or null. */
  lastAt: string | null;
  /** Who said it. */
  lastAuthorId: string | null;
}

/** The list with what the live timelines know on top. */
export function useConversations(): readonly ConversationNow[] {
  const me = useMe();
  const live = use(LiveContext);
  const list = useConversationsQuery().data ?? noConversations;
  const subscribe = useCallback(
    (ring: () => void) => live?.topics.on('timelines', ring) ?? (() => undefined),
    [live],
  );
  // The string stands for what the live timelines hold, so that a change of it draws the list again.
  useSyncExternalStore(subscribe, () =>
    list
      .map(({ id }) => `${live?.follower.get(id)?.timeline?.position ?? 0}/${live?.reads.upTo(id) ?? 0}`)
      .join(),
  );
  return list.map((summary) => {
    const timeline = live?.follower.get(summary.id)?.timeline ?? null;
    const readUpTo = Math.max(summary.readUpTo, live?.reads.upTo(summary.id) ?? 0);
    return { ...summary, ...unreadIn(summary, timeline, readUpTo, me.id) };
  });
}

export function useUnreadTotal(): { room: number; direct: number } {
  const list = useConversations();
  const count = (kind: 'room' | 'direct') =>
    list.filter((item) => item.kind === kind).reduce((sum, item) => sum + item.unreadNow, 0);
  return { room: count('room'), direct: count('direct') };
}
