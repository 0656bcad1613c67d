import { useCallback, useEffect, useRef, useState } from 'react';
import { useFollowed, useLive, useOutbox } from '../live/live-context.js';
import { randomId } from '../session/random-id.js';

/** What is being written, and the identifier under which it will be sent. */
interface Draft {
  text: string;
  clientId: string;
}

interface Shown extends Draft {
  /** As an earlier page left it, and not changed since. */
  restored: boolean;
}

/**
 * What is being written in one conversation; outlives leaving it and a reload. It keeps its identifier, so that words
 * which a page sent while it went, before it could forget them, are neither offered again nor sent twice.
 */
export function useDraft(conversationId: string): [Draft, (text: string) => void] {
  const { vault } = useLive();
  const [draft, setDraft] = useState<Shown>(blank);
  const held = useRef({ draft, began: false, touched: false, writing: false });
  const name = `draft/${conversationId}`;

  useEffect(() => {
    let gone = false;
    const restore = async () => {
      const kept = await vault.read<Draft>(name);
      if (gone || kept === null || held.current.began) return;
      held.current.draft = { ...kept, restored: true };
      setDraft(held.current.draft);
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
        const { text, clientId } = current.draft;
        await (text.trim() === '' ? vault.remove(name) : vault.write(name, { text, clientId }));
      }
    } catch {
      // A full or broken device store costs the draft's safety, not the writing.
    } finally {
      current.writing = false;
    }
  }, [name, vault]);

  const change = useCallback(
    (text: string) => {
      const { current } = held;
      // Other words than an earlier page may have sent, or the first ones: they are a message of their own.
      const other = current.draft.restored || current.draft.text === '';
      current.draft = { text, clientId: other ? randomId() : current.draft.clientId, restored: false };
      current.began = true;
      current.touched = true;
      setDraft(current.draft);
      void keep();
    },
    [keep],
  );

  const sent = useSent(conversationId, draft.restored ? draft.clientId : null);
  useEffect(() => {
    if (sent) change('');
  }, [sent, change]);
  return [draft, change];
}

const blank = (): Shown => ({ text: '', clientId: randomId(), restored: false });

/** Whether the log or the outbox has a message under this identifier. */
function useSent(conversationId: string, clientId: string | null): boolean {
  const timeline = useFollowed(conversationId)?.timeline;
  const outgoing = useOutbox(conversationId);
  if (clientId === null) return false;
  return (
    outgoing.some(({ message }) => message.clientId === clientId) ||
    (timeline?.items ?? []).some((item) => item.type === 'message' && item.clientId === clientId)
  );
}
