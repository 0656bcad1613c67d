import { ask, HomegroupError } from '@homegroup/protocol';
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
      void ask(live.socket, 'typing:set', { conversationId, typing }).catch((error: unknown) => {
        // What nobody heard is told again with the next letter; what was refused is not.
        if (typing && error instanceof HomegroupError && error.code === 'try_again') told.current = 0;
      });
    },
    [conversationId, live],
  );
  useEffect(() => () => tell(false), [tell]);
  return tell;
}
