import { type Page, prependPage, type Timeline } from '@homegroup/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFollowed, useLive } from '../live/live-context.js';
import { useCall } from '../session/use-session.js';

export interface TimelineView {
  timeline: Timeline | null;
  /** Reads the page before what is held. */
  loadEarlier: () => void;
  loading: boolean;
  error: unknown;
}

/** The live timeline of a conversation; where following is refused (it is past), what may still be read. */
export function useTimeline(id: string): TimelineView {
  const live = useLive();
  const call = useCall();
  const followed = useFollowed(id);
  const [past, setPast] = useState<Page | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [loading, setLoading] = useState(false);
  const busy = useRef(false);
  const timeline = followed?.timeline ?? past;
  const refused = followed?.refused ?? null;

  useEffect(() => {
    if (!live.follower.get(id)) live.follower.follow([id]);
  }, [id, live]);

  useEffect(() => {
    if (!refused || timeline) return;
    let gone = false;
    call('conversations.history', { params: { id }, query: { limit: 50 } }).then(
      (page) => !gone && setPast(page),
      (cause: unknown) => !gone && setError(cause),
    );
    return () => {
      gone = true;
    };
  }, [call, id, refused, timeline]);

  const earlier = timeline?.earlier ?? null;
  const load = useCallback(async () => {
    if (earlier === null || busy.current) return;
    busy.current = true;
    setLoading(true);
    try {
      const page = await call('conversations.history', {
        params: { id },
        query: { before: earlier, limit: 50 },
      });
      setError(null);
      if (live.follower.get(id)?.timeline) live.follower.prepend(id, page);
      else setPast((held) => (held ? prependPage(held, page) : page));
    } catch (cause) {
      setError(cause);
    }
    busy.current = false;
    setLoading(false);
  }, [call, earlier, id, live]);
  const loadEarlier = useCallback(() => void load(), [load]);

  return { timeline, loadEarlier, loading, error };
}
