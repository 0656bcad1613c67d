import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';
import type { ByHand } from './use-by-hand.js';

/** Milliseconds for which the list may still move by itself: it opens at the first unread, and pages come in above. */
const settlesWithin = 2000;

/**
 * One's own words are followed to the end, wherever one was reading: again whenever the list moves by itself soon after,
 * and no more once the person moves it.
 */
export function useFollowOwn(
  list: RefObject<VirtuosoHandle | null>,
  lastOwn: string | undefined,
  byHand: ByHand['last'],
): void {
  const followed = useRef(lastOwn);
  const since = useRef(Number.NEGATIVE_INFINITY);

  useLayoutEffect(() => {
    if (!lastOwn || followed.current === lastOwn) return;
    followed.current = lastOwn;
    since.current = performance.now();
    list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  }, [list, lastOwn]);

  // After each rendering: whoever uses it is rendered again whenever what is on the screen changes.
  useEffect(() => {
    const stillFollows = performance.now() < since.current + settlesWithin && byHand.current < since.current;
    if (stillFollows) list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  });
}
