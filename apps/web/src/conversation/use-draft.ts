import { useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from '../live/live-context.js';

/** What is being written in one conversation; outlives leaving it and a reload. */
export function useDraft(conversationId: string): [string, (text: string) => void] {
  const { vault } = useLive();
  const [text, setText] = useState('');
  const held = useRef<{ text: string; timer: ReturnType<typeof setTimeout> | undefined; touched: boolean }>({
    text: '',
    timer: undefined,
    touched: false,
  });
  const name = `draft/${conversationId}`;

  const keep = useCallback(() => {
    const { current } = held;
    clearTimeout(current.timer);
    if (!current.touched) return;
    current.touched = false;
    void (current.text.trim() === '' ? vault.remove(name) : vault.write(name, current.text));
  }, [name, vault]);

  useEffect(() => {
    let gone = false;
    const restore = async () => {
      const kept = await vault.read<string>(name);
      if (gone || kept === null || held.current.touched || held.current.text !== '') return;
      held.current.text = kept;
      setText(kept);
    };
    void restore();
    window.addEventListener('pagehide', keep);
    return () => {
      gone = true;
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [name, vault, keep]);

  const change = useCallback(
    (next: string) => {
      const { current } = held;
      current.text = next;
      current.touched = true;
      setText(next);
      clearTimeout(current.timer);
      current.timer = setTimeout(keep, next === '' ? 0 : 250);
    },
    [keep],
  );
  return [text, change];
}
