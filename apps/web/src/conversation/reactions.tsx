import { ask, type MessageItem, type ReactionKind } from '@homegroup/protocol';
import { useLive } from '../live/live-context.js';
import { randomId } from '../session/random-id.js';
import { useConversation } from './conversation-context.js';

export const reactionWords: Record<ReactionKind, string> = { thank_you: 'Thank you', me_too: 'Me too' };
const kinds = ['thank_you', 'me_too'] as const;

export function useReact() {
  const live = useLive();
  const { detail, meId } = useConversation();
  return (item: MessageItem, reaction: ReactionKind) =>
    void ask(live.socket, 'reaction:set', {
      conversationId: detail.id,
      clientId: randomId(),
      target: item.seq,
      reaction,
      on: !item.reactions[reaction].includes(meId),
    }).catch(() => undefined);
}

/** "Thank you, 4": the two that there are, where somebody used them. */
export function Reactions({ item, tabbable }: { item: MessageItem; tabbable: boolean }) {
  const { meId, writes, nameOf } = useConversation();
  const react = useReact();
  const used = kinds.filter((kind) => item.reactions[kind].length > 0);
  if (used.length === 0) return null;
  return (
    <div className="mt-1 flex flex-wrap gap-2">
      {used.map((kind) => {
        const people = item.reactions[kind];
        const mine = people.includes(meId);
        return (
          <button
            key={kind}
            type="button"
            disabled={!writes}
            tabIndex={tabbable ? 0 : -1}
            aria-pressed={mine}
            title={people.map(nameOf).join(', ')}
            onClick={() => react(item, kind)}
            className={`min-h-8 rounded-full border px-3 text-14 font-semibold not-disabled:cursor-pointer ${mine ? 'border-pine bg-pine-soft text-pine-ink' : 'border-transparent bg-sunken text-ink-2'}`}
          >
            {reactionWords[kind]}, {people.length}
          </button>
        );
      })}
    </div>
  );
}
