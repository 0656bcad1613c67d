import { ask } from '@homegroup/protocol';
import { useCallback, useEffect, useRef } from 'react';
import { useLive } from '../live/live-context.js';

/** Tells the others at most every three seconds; takes it back when the words are gone or sent. */
export function useTyping(conversationId: string): (typing: boolean) => void {
  const live = useLive();
  const told = useRef(0);
  const tell = useCallback(
    (typing: boolean) => {
      if (typing ? Date.now() - told.current < 3000 : told.current === 0) return;
      told.current = typing ? Date.now() : 0;
      void ask(live.socket, 'typing:set', { conversationId, typing }).catch(() => undefined);
    },
    [conversationId, live],
  );
  useEffect(() => () => tell(false), [tell]);
  return tell;
}
