import { Pencil } from 'lucide-react';
import { useConversation } from './conversation-context.js';
import { inert, partsOf } from './mentions.js';

/** Words as words: no markup, no links, no controls that turn them around. */
export function MessageBody({ text, edited }: { text: string; edited?: boolean }) {
  const { detail, meId } = useConversation();
  return (
    <p className="text-msg whitespace-pre-wrap wrap-anywhere" dir="auto">
      {partsOf(inert(text), detail.people).map((part, index) =>
        part.personId ? (
          <bdi
            // Parts have no identity of their own.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            className={`rounded px-0.5 font-semibold ${part.personId === meId ? 'bg-lamp-soft text-lamp-ink' : 'text-pine-ink'}`}
          >
            {part.text}
          </bdi>
        ) : (
          part.text
        ),
      )}
      {edited && (
        <span className="ml-1.5 inline-flex items-center gap-1 text-12 text-ink-3">
          <Pencil aria-hidden className="size-3" />
          edited
        </span>
      )}
    </p>
  );
}

/** The message that is answered, in one line. */
export function Quote({ seq }: { seq: number }) {
  const { find, nameOf, show } = useConversation();
  const target = find(seq);
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={() => show(seq)}
      className="mb-1 flex max-w-full cursor-pointer items-baseline gap-1.5 rounded-small border-l-3 border-line-strong bg-sunken px-2.5 py-1 text-left text-14 text-ink-2"
    >
      {target ? (
        <>
          <bdi className="shrink-0 font-semibold">{nameOf(target.authorId)}</bdi>
          <bdi className="truncate">
            {target.body === null ? 'This message is gone.' : inert(target.body)}
          </bdi>
        </>
      ) : (
        <span>An earlier message</span>
      )}
    </button>
  );
}
