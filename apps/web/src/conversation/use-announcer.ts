import { useEffect, useRef, useState } from 'react';
import { announcementOf, type Said } from './announcements.js';
import { useConversation } from './conversation-context.js';
import { newAfter, type Row, seqOf } from './rows.js';

const pace = 5000;

/** What the polite region says: at most every five seconds, only what arrived while the conversation was open. */
export function useAnnouncer(rows: readonly Row[]): string {
  const { meId, nameOf } = useConversation();
  const [spoken, setSpoken] = useState('');
  const heard = useRef<number | null>(null);
  const waiting = useRef<Said[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const next = useRef(0);

  useEffect(() => {
    const lastRow = rows.findLast((row) => seqOf(row) !== null);
    const head = (lastRow && seqOf(lastRow)) ?? 0;
    if (heard.current === null) {
      heard.current = head;
      return;
    }
    const fresh = newAfter(rows, heard.current, meId);
    heard.current = Math.max(heard.current, head);
    waiting.current.push(
      ...fresh.map((item) => ({ authorName: nameOf(item.authorId), text: item.body ?? '' })),
    );
    if (waiting.current.length === 0 || timer.current) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        next.current = Date.now() + pace;
        setSpoken(announcementOf(waiting.current.splice(0)));
      },
      Math.max(0, next.current - Date.now()),
    );
  }, [rows, meId, nameOf]);

  useEffect(() => () => clearTimeout(timer.current), []);
  return spoken;
}
