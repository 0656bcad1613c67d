import type { Timeline } from '@homegroup/protocol';
import { type RefObject, useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { HistoryHandle } from './history.js';

/** Shows the message that the address names (`?at=12`), reading back to it where needed. Once; then the address is plain. */
export function useAskedFor(
  timeline: Timeline | null,
  history: RefObject<HistoryHandle | null>,
  loadEarlier: () => void,
): void {
  const [query, setQuery] = useSearchParams();
  const asked = Number(query.get('at') ?? 0);
  useEffect(() => {
    if (!asked || !timeline) return;
    if (timeline.earlier !== null && timeline.earlier > asked) return loadEarlier();
    // The list first stands where reading had stopped; after that it can be told to go elsewhere.
    const frame = requestAnimationFrame(() => {
      history.current?.show(asked);
      setQuery({}, { replace: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [asked, timeline, history, loadEarlier, setQuery]);
}
