import type { MessageItem } from '@homegroup/protocol';
import { Clock, CornerUpLeft, Lock, Pencil, X } from 'lucide-react';
import { IconButton } from '../ui/button.js';
import { useConversation } from './conversation-context.js';
import { inert } from './mentions.js';

/** Why the draft waits. */
export function ComposerNote({ title, words }: { title: string; words: string }) {
  return (
    <div className="mb-3 flex items-start gap-3 rounded-card bg-hold-soft px-4 py-3 text-14">
      <Clock aria-hidden className="mt-0.5 size-5 shrink-0 text-hold-ink" />
      <p>
        <span className="block font-semibold text-hold-ink">{title}</span>
        <bdi className="text-ink">{words}</bdi>
      </p>
    </div>
  );
}

/** In the place of the composer where nothing is written any more. */
export function ClosedNote({ title, words }: { title: string; words: string }) {
  return (
    <footer className="border-t border-line bg-surface px-4 pt-3 pb-[max(1rem,env(safe-area-inset-bottom))] lg:px-6">
      <div className="mx-auto flex max-w-4xl items-start gap-3 rounded-card bg-sunken px-4 py-3 text-14">
        <Lock aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-2" />
        <p>
          <span className="block font-semibold">{title}</span>
          <span className="text-ink-2">{words}</span>
        </p>
      </div>
    </footer>
  );
}

/** Above the field: what is answered, or that a message is being changed. */
export function WritingAside({ reply, onCancel }: { reply: MessageItem | null; onCancel: () => void }) {
  const { nameOf } = useConversation();
  const Icon = reply ? CornerUpLeft : Pencil;
  return (
    <div className="mb-2 flex items-center gap-2 rounded-control bg-sunken py-1 pr-1 pl-3 text-14 text-ink-2">
      <Icon aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 truncate">
        {reply ? (
          <>
            To <bdi className="font-semibold">{nameOf(reply.authorId)}</bdi>:{' '}
            <bdi>{inert(reply.body ?? '')}</bdi>
          </>
        ) : (
          'Changing your message'
        )}
      </p>
      <IconButton
        size="sm"
        label={reply ? 'Do not reply to it' : 'Leave it as it was'}
        icon={X}
        onPress={onCancel}
      />
    </div>
  );
}
