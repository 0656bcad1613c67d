import { useEffect, useState } from 'react';

/**
 * For a sheet that changes into another one, or whose button is gone when it closes: afterwards the focus stands
 * where it was before, or else at the beginning of the page's content; never nowhere.
 */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    return () => {
      // After the sheet has left and React Aria has had its turn.
      setTimeout(() => {
        if (document.querySelector('[role="dialog"]')) return;
        if (document.activeElement !== document.body && document.activeElement !== null) return;
        const target =
          before instanceof HTMLElement && before.isConnected && before !== document.body ? before : null;
        (target ?? document.getElementById('content'))?.focus();
      }, 350);
    };
  }, [before]);
}
