import { useSyncExternalStore } from 'react';

let now = Date.now();

function everyHalfMinute(ring: () => void): () => void {
  now = Date.now();
  const timer = setInterval(() => {
    now = Date.now();
    ring();
  }, 30_000);
  return () => clearInterval(timer);
}

/** The time in milliseconds, new every half minute, for what runs out while it is looked at. */
export const useNow = (): number => useSyncExternalStore(everyHalfMinute, () => now);
