import { useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from '../live/live-context.js';

/** What is being written in one conversation; outlives leaving it and a reload. */
export function useDraft(conversationId: string): [string, (text: string) => void] {
  const { vault } = useLive();
  const [text, setText] = useState('');
  const held = useRef({ text: '', touched: false, writing: false });
  const name = `draft/${conversationId}`;

  useEffect(() => {
    let gone = false;
    const restore = async () => {
      const kept = await vault.read<string>(name);
      if (gone || kept === null || held.current.touched || held.current.text !== '') return;
      held.current.text = kept;
      setText(kept);
    };
    void restore();
    return () => {
      gone = true;
    };
  }, [name, vault]);

  /** At once, since a page may go at any moment; what is typed while one version is written goes with the next. */
  const keep = useCallback(async () => {
    const { current } = held;
    if (current.writing) return;
    current.writing = true;
    try {
      while (current.touched) {
        current.touched = false;
        await (current.text.trim() === '' ? vault.remove(name) : vault.write(name, current.text));
      }
    } catch {
      // A full or broken device store costs the draft's safety, not the writing.
    } finally {
      current.writing = false;
    }
  }, [name, vault]);

  const change = useCallback(
    (next: string) => {
      held.current.text = next;
      held.current.touched = true;
      setText(next);
      void keep();
    },
    [keep],
  );
  return [text, change];
}
