import { SquareDashed } from 'lucide-react';
import { useCounterpartRead } from '../live/live-context.js';
import { clock } from '../ui/times.js';
import { useConversation } from './conversation-context.js';
import { FeedItem } from './feed-item.js';
import { tombstoneWords } from './happening-words.js';
import { MessageActions } from './message-actions.js';
import { MessageBody, Quote } from './message-body.js';
import { messageLabel } from './message-label.js';
import { Reactions } from './reactions.js';
import type { MessageProps } from './room-message.js';

const ownPlace = '-top-3 right-2 lg:top-0 lg:right-full lg:mr-2';
const theirPlace = '-top-3 left-2 lg:top-0 lg:left-full lg:ml-2';

/** Two people: one's own words at the right. */
export function DirectMessage({ row, authorId, tabStop, state }: MessageProps) {
  const { meId, nameOf } = useConversation();
  const own = authorId === meId;
  const item = row.kind === 'message' ? row.item : null;
  const text = item?.body ?? (row.kind === 'outgoing' ? row.entry.message.body : '');
  const replyTo = item ? item.replyTo : row.kind === 'outgoing' ? (row.entry.message.replyTo ?? null) : null;
  const corner = own ? 'rounded-br-sm' : 'rounded-bl-sm';
  return (
    <FeedItem
      row={row}
      tabStop={tabStop}
      label={messageLabel(row, nameOf(authorId), own)}
      className={`group relative flex flex-col rounded-control ${own ? 'items-end' : 'items-start'} ${row.opensGroup ? 'pt-2.5' : 'pt-1'}`}
    >
      {item?.removed ? (
        <p className="flex items-center gap-2 rounded-card border border-dashed border-line-strong px-4 py-2.5 text-14 text-ink-2">
          <SquareDashed aria-hidden className="size-5 shrink-0" />
          {tombstoneWords(item.removed, own)}
        </p>
      ) : (
        <div
          className={`relative max-w-[84%] rounded-feature px-4 py-2.5 lg:max-w-[70%] ${row.closesGroup ? corner : ''} ${own ? 'bg-pine-soft' : 'bg-sunken'}`}
        >
          {replyTo !== null && <Quote seq={replyTo} />}
          <MessageBody text={text} edited={Boolean(item?.editedAt)} />
          {item && <MessageActions item={item} tabbable={tabStop} place={own ? ownPlace : theirPlace} />}
        </div>
      )}
      {item && !item.removed && <Reactions item={item} tabbable={tabStop} />}
      {state ?? (row.closesGroup && item && <Foot seq={item.seq} at={item.at} own={own} />)}
    </FeedItem>
  );
}

function Foot({ seq, at, own }: { seq: number; at: string; own: boolean }) {
  const { detail } = useConversation();
  const read = useCounterpartRead(detail.id);
  const words = own ? (read && read.seq >= seq ? `Read ${clock(read.at)}` : `Sent ${clock(at)}`) : clock(at);
  return <p className="px-2 pt-1 text-12 text-ink-3">{words}</p>;
}
