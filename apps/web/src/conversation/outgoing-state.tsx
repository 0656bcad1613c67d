import type { Outgoing } from '@homegroup/protocol';
import { CircleAlert, LoaderCircle } from 'lucide-react';
import { useKept, useLive } from '../live/live-context.js';
import { Late } from '../ui/states.js';
import { useConversation } from './conversation-context.js';
import { useRewrite } from './rewrite.js';

/** Pending, refused, or bare once it is in the log. */
export function OutgoingState({ entry }: { entry: Outgoing }) {
  const live = useLive();
  const kept = useKept();
  const { detail } = useConversation();
  const rewrite = useRewrite();
  const { clientId } = entry.message;
  if (entry.state === 'sent') return null;
  if (entry.state === 'sending')
    return (
      <Late after={400}>
        <span className="flex items-center gap-1.5 text-14 text-ink-3">
          <LoaderCircle aria-hidden className="size-4 animate-spin" />
          Sending
        </span>
      </Late>
    );
  const waiting = entry.state === 'waiting';
  const noSignal = `Not sent yet, no signal.${kept ? '' : ' Keep this page open.'}`;
  return (
    <span className="flex flex-wrap items-center gap-x-4 text-14 text-danger-ink">
      <span className="flex items-center gap-1.5 font-semibold max-lg:w-full">
        <CircleAlert aria-hidden className="size-4 shrink-0" />
        {waiting ? noSignal : (entry.error?.message ?? 'Not sent.')}
      </span>
      <Word onClick={() => (waiting ? live.outbox.flush() : live.outbox.retry(detail.id, clientId))}>
        Try again
      </Word>
      <Word
        onClick={() => {
          live.withdraw(detail.id, clientId);
          rewrite(entry.message.body);
        }}
      >
        Edit
      </Word>
      <Word onClick={() => live.withdraw(detail.id, clientId)}>Delete</Word>
    </span>
  );
}

function Word({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-11 cursor-pointer font-semibold underline underline-offset-3 lg:min-h-8"
    >
      {children}
    </button>
  );
}
