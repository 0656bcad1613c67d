import { useCallback, useEffect, useRef } from 'react';

/**
 * Keeps the last words in view while a person is at the end and something takes room from below (a keyboard, a
 * longer draft, a line about the connection) or the last message grows (that it waits, an edit, a reaction).
 * Give what it returns to the list as `scrollerRef`.
 */
export function useKeepEnd(atEnd: boolean): (scroller: HTMLElement | Window | null) => void {
  const wasAtEnd = useRef(atEnd);
  const watching = useRef<ResizeObserver | null>(null);
  useEffect(() => {
    wasAtEnd.current = atEnd;
  }, [atEnd]);

  return useCallback((scroller) => {
    watching.current?.disconnect();
    if (!(scroller instanceof HTMLElement)) return;
    // After the layout and by the browser's own measures: the list's are of the layout before.
    watching.current = new ResizeObserver(() => {
      if (wasAtEnd.current) scroller.scrollTo({ top: scroller.scrollHeight });
    });
    watching.current.observe(scroller);
    const rows = scroller.querySelector('[data-testid="virtuoso-item-list"]');
    if (rows) watching.current.observe(rows);
  }, []);
}
