import { useSyncExternalStore } from 'react';

const query = () => window.matchMedia('(min-width: 64rem)');

/** A desktop: room for a rail and a side panel. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (ring) => {
      const media = query();
      media.addEventListener('change', ring);
      return () => media.removeEventListener('change', ring);
    },
    () => query().matches,
  );
}
