import { useEffect } from 'react';
import { useLive } from '../live/live-context.js';
import { useConversationsQuery } from './use-conversations.js';

/** Follows the whole list of the person, and asks who is in the rooms. */
export function useAwake(): void {
  const live = useLive();
  const list = useConversationsQuery().data;
  useEffect(() => {
    if (!list) return;
    for (const item of list) live.reads.learn(item.id, item.readUpTo);
    const active = list.filter((item) => item.standing === 'active').map((item) => item.id);
    // What is past does not move; it is followed once, and kept when following ended.
    const past = list.filter((item) => item.standing === 'past' && !live.follower.get(item.id));
    live.follower.follow([...active, ...past.map((item) => item.id)]);
    live.places.watch(active);
  }, [list, live]);
}
