import { createContext, type RefObject, use, useLayoutEffect } from 'react';

/** The row that had the focus when the list took it out of the page. */
export class LostFocus {
  private key: string | null = null;

  lose(key: string): void {
    this.key = key;
  }

  /** Whether this row is the one; only once. */
  isBack(key: string): boolean {
    if (this.key !== key) return false;
    this.key = null;
    return true;
  }
}

export const LostFocusContext = createContext<LostFocus | null>(null);

/**
 * The list takes rows out and puts them in again when its size changes (a turned phone, a keyboard). A row that had
 * the focus then gets it back, unless something else took it.
 */
export function useKeepFocus(row: RefObject<HTMLElement | null>, key: string): void {
  const lost = use(LostFocusContext);
  useLayoutEffect(() => {
    const element = row.current;
    if (lost?.isBack(key) && document.activeElement === document.body)
      element?.focus({ preventScroll: true });
    return () => {
      if (element?.contains(document.activeElement)) lost?.lose(key);
    };
  }, [row, key, lost]);
}
