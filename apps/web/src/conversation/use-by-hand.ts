import { type RefObject, useCallback, useRef, useState } from 'react';

const kinds = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

export interface ByHand {
  /** Whether the person has moved in the list since it opened. */
  moved: boolean;
  /** When last, in milliseconds of the page's clock; 0 for never. */
  last: RefObject<number>;
  /** For the box that scrolls. */
  watch: (scroller: HTMLElement | Window | null) => void;
}

/** Tells what the person does to a list from what the list does by itself. */
export function useByHand(): ByHand {
  const [moved, setMoved] = useState(false);
  const last = useRef(0);
  const stop = useRef<(() => void) | null>(null);
  const watch = useCallback((scroller: HTMLElement | Window | null) => {
    stop.current?.();
    stop.current = null;
    if (!(scroller instanceof HTMLElement)) return;
    const note = () => {
      last.current = performance.now();
      setMoved(true);
    };
    for (const kind of kinds) scroller.addEventListener(kind, note, { passive: true });
    stop.current = () => {
      for (const kind of kinds) scroller.removeEventListener(kind, note);
    };
  }, []);
  return { moved, last, watch };
}
