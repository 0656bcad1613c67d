import { useEffect, useRef, useState } from 'react';
import { announcementOf } from './announcements.js';
import { useConversation } from './conversation-context.js';
import { newAfter, type Row, seqOf } from './rows.js';

const pace = 5000;

const taken = (rows: readonly Row[], seqs: readonly number[]): boolean =>
  rows.some((row) => row.kind === 'message' && row.item.removed !== null && seqs.includes(row.item.seq));

/**
 * What the polite region says: at most every five seconds, only what arrived while the conversation was open. Words that
 * were removed since are neither said nor left standing there for a reader to find.
 */
export function useAnnouncer(rows: readonly Row[]): string {
  const { meId, nameOf } = useConversation();
  const [spoken, setSpoken] = useState<{ words: string; seqs: number[] }>({ words: '', seqs: [] });
  const now = useRef(rows);
  const heard = useRef<number | null>(null);
  const waiting = useRef<number[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const next = useRef(0);

  useEffect(() => {
    now.current = rows;
    const lastRow = rows.findLast((row) => seqOf(row) !== null);
    const head = (lastRow && seqOf(lastRow)) ?? 0;
    if (heard.current === null) {
      heard.current = head;
      return;
    }
    waiting.current.push(...newAfter(rows, heard.current, meId).map((item) => item.seq));
    heard.current = Math.max(heard.current, head);
    if (waiting.current.length === 0 || timer.current) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        next.current = Date.now() + pace;
        const seqs = waiting.current.splice(0);
        const said = newAfter(now.current, 0, meId).filter((item) => seqs.includes(item.seq));
        const words = announcementOf(
          said.map((item) => ({ authorName: nameOf(item.authorId), text: item.body ?? '' })),
        );
        setSpoken({ words, seqs });
      },
      Math.max(0, next.current - Date.now()),
    );
  }, [rows, meId, nameOf]);

  useEffect(() => () => clearTimeout(timer.current), []);
  return taken(rows, spoken.seqs) ? '' : spoken.words;
}
