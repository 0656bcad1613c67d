import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';
import { useConversation } from './conversation-context.js';
import { rowElementId } from './feed-item.js';
import { type Row, seqOf } from './rows.js';

/** One tab stop in the feed; arrows, Home and End move inside it; R replies to the focused message. */
export function useFeedKeys(
  rows: readonly Row[],
  shown: { start: number; end: number },
  list: RefObject<VirtuosoHandle | null>,
) {
  const { reply, writes } = useConversation();
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const activeAt = activeKey === null ? -1 : rows.findIndex((row) => row.key === activeKey);
  const inView = activeAt >= shown.start && activeAt <= shown.end;
  const tabStop = inView ? activeAt : Math.min(Math.max(0, shown.end), rows.length - 1);

  const goTo = useCallback(
    (index: number) => {
      const row = rows[index];
      if (!row) return;
      setActiveKey(row.key);
      const focus = () => document.getElementById(rowElementId(row.key))?.focus({ preventScroll: true });
      list.current?.scrollIntoView({ index, done: () => requestAnimationFrame(focus) });
      focus();
    },
    [rows, list],
  );

  const show = useCallback(
    (seq: number) => {
      const at = rows.findIndex((row) => seqOf(row) === seq);
      if (at >= 0) goTo(at);
    },
    [rows, goTo],
  );

  const onKey = (event: KeyboardEvent<HTMLElement>, key: string) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = rows.findIndex((row) => row.key === key);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      return goTo(Math.min(rows.length - 1, Math.max(0, to)));
    }
    const row = rows[at];
    if (event.key.toLowerCase() === 'r' && writes && row?.kind === 'message' && !row.item.removed) {
      event.preventDefault();
      reply(row.item);
    }
  };
  return { tabStop, show, onKey };
}
