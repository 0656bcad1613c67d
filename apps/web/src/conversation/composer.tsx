import { ask, type MessageItem } from '@homegroup/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLive } from '../live/live-context.js';
import { plainError } from '../session/plain-error.js';
import { randomId } from '../session/random-id.js';
import { firstName } from '../ui/names.js';
import { ComposerField } from './composer-field.js';
import { ClosedNote, ComposerNote, WritingAside } from './composer-notes.js';
import { writingIn } from './composer-state.js';
import { useConversation } from './conversation-context.js';
import { mentionsIn } from './mentions.js';
import { useDraft } from './use-draft.js';
import { useTyping } from './use-typing.js';

export interface ComposerProps {
  reply: MessageItem | null;
  edit: MessageItem | null;
  /** The reply or the edit is over. */
  onDone: () => void;
  /** Words that could not be sent come back here. */
  rewritten: { text: string; turn: number };
}

/** Writes: a new message, an answer, or a change of one's own. The draft outlives everything but signing out. */
export function Composer({ reply, edit, onDone, rewritten }: ComposerProps) {
  const { detail, meId, direct } = useConversation();
  const live = useLive();
  const [draft, setDraft] = useDraft(detail.id);
  const [changed, setChanged] = useState<{ seq: number; text: string } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const typing = useTyping(detail.id);
  const writing = useWriting();
  const [turn, setTurn] = useState(rewritten.turn);
  if (turn !== rewritten.turn) {
    setTurn(rewritten.turn);
    setDraft(draft.text.trim() === '' ? rewritten.text : `${draft.text}\n${rewritten.text}`);
  }
  const editing = edit !== null;
  const text = editing ? (changed?.seq === edit.seq ? changed.text : (edit.body ?? '')) : draft.text;
  const others = detail.people.filter((person) => person.member && person.id !== meId);

  const write = (next: string) => {
    setError(null);
    if (edit) return setChanged({ seq: edit.seq, text: next });
    setDraft(next);
    typing(next.trim() !== '');
  };
  const done = () => {
    setChanged(null);
    setError(null);
    onDone();
  };
  const send = async () => {
    const body = text.trim();
    if (body === '' || !writing.may) return;
    if (edit) {
      if (body === edit.body) return done();
      try {
        await ask(live.socket, 'message:edit', {
          conversationId: detail.id,
          clientId: randomId(),
          target: edit.seq,
          body,
        });
        done();
      } catch (cause) {
        setError(plainError(cause));
      }
      return;
    }
    live.send({
      conversationId: detail.id,
      clientId: draft.clientId,
      body,
      replyTo: reply?.seq ?? null,
      mentions: direct ? [] : mentionsIn(body, others).slice(0, 15),
    });
    setDraft('');
    typing(false);
    done();
  };

  if (!writing.may && !writing.draft) return <ClosedNote title={writing.title} words={writing.words} />;
  const label = direct ? `Write to ${firstName(detail.title)}` : 'Write to the group';
  return (
    <footer className="border-t border-line bg-surface px-3 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:px-6">
      <div className="mx-auto max-w-4xl">
        {!writing.may && <ComposerNote title={writing.title} words={writing.words} />}
        {(reply ?? edit) && <WritingAside reply={reply} onCancel={done} />}
        {error !== null && (
          <p role="alert" className="mb-2 text-14 font-semibold text-danger-ink">
            {error}
          </p>
        )}
        <ComposerField
          label={label}
          text={text}
          onChange={write}
          onSend={() => void send()}
          onEscape={reply || edit ? done : undefined}
          focusOn={reply?.id ?? edit?.id ?? null}
          people={direct ? [] : others}
          closed={!writing.may}
        />
      </div>
    </footer>
  );
}

/** Looks again when a mute runs out. */
function useWriting() {
  const { detail } = useConversation();
  const queries = useQueryClient();
  const [, setTick] = useState(0);
  const writing = writingIn(detail);
  const until = writing.may ? null : writing.until;
  useEffect(() => {
    if (!until) return;
    const wait = Math.min(Date.parse(until) - Date.now() + 500, 2 ** 31 - 1);
    const timer = setTimeout(() => {
      setTick((tick) => tick + 1);
      void queries.invalidateQueries({ queryKey: ['conversation', detail.id] });
    }, wait);
    return () => clearTimeout(timer);
  }, [until, detail.id, queries]);
  return writing;
}
