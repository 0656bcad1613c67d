import { useEffect, useState } from 'react';
import { useLive } from '../live/live-context.js';
import { useConversation } from './conversation-context.js';
import { type Row, seqOf } from './rows.js';

function useVisible(): boolean {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}

/** Moves the read position to the last row on screen, while the page itself is on screen. Returns the furthest number. */
export function useSeen(rows: readonly Row[], end: number, atEnd: boolean): number {
  const { detail } = useConversation();
  const live = useLive();
  const visible = useVisible();
  const last = atEnd ? rows.length - 1 : Math.min(end, rows.length - 1);
  let seq = 0;
  for (let index = last; index >= 0 && seq === 0; index -= 1) {
    const row = rows[index];
    seq = (row && seqOf(row)) ?? 0;
  }
  const [furthest, setFurthest] = useState(seq);
  if (visible && seq > furthest) setFurthest(seq);
  useEffect(() => {
    if (visible && furthest > 0 && detail.standing === 'active') live.reads.saw(detail.id, furthest);
  }, [visible, furthest, detail.id, detail.standing, live]);
  return furthest;
}
