import { isStaffRole } from '@homegroup/protocol';
import { SquareDashed } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar } from '../ui/avatar.js';
import { Badge } from '../ui/badge.js';
import { roleName } from '../ui/names.js';
import { clock } from '../ui/times.js';
import { useConversation } from './conversation-context.js';
import { FeedItem } from './feed-item.js';
import { tombstoneWords } from './happening-words.js';
import { MessageActions } from './message-actions.js';
import { MessageBody, Quote } from './message-body.js';
import { messageLabel } from './message-label.js';
import { Reactions } from './reactions.js';
import type { MessageRow, OutgoingRow } from './rows.js';

export interface MessageProps {
  row: MessageRow | OutgoingRow;
  authorId: string;
  tabStop: boolean;
  state: ReactNode;
}

/** Everyone sits on one side, oneself too. */
export function RoomMessage({ row, authorId, tabStop, state }: MessageProps) {
  const { meId, person, nameOf } = useConversation();
  const item = row.kind === 'message' ? row.item : null;
  const at = item?.at ?? (row.kind === 'outgoing' ? row.entry.writtenAt : '');
  const frame = {
    row,
    tabStop,
    label: messageLabel(row, nameOf(authorId), authorId === meId),
  };
  if (item?.removed)
    return (
      <FeedItem
        {...frame}
        className="my-2 flex items-start gap-3 rounded-card bg-sunken px-4 py-3 text-14 text-ink-2"
      >
        <SquareDashed aria-hidden className="mt-0.5 size-5 shrink-0" />
        {tombstoneWords(item.removed, authorId === meId)}
      </FeedItem>
    );
  const author = person(authorId);
  const text = item?.body ?? (row.kind === 'outgoing' ? row.entry.message.body : '');
  const replyTo = item ? item.replyTo : row.kind === 'outgoing' ? (row.entry.message.replyTo ?? null) : null;
  return (
    <FeedItem
      {...frame}
      className={`group relative -mx-2 flex gap-3 rounded-control px-2 hover:bg-canvas/60 focus-within:bg-canvas/60 ${row.opensGroup ? 'pt-2.5' : 'pt-0.5'} pb-0.5`}
    >
      <span className="w-9 shrink-0">
        {row.opensGroup && (
          <Avatar person={author ?? { id: authorId, name: nameOf(authorId), role: 'client' }} size="md" />
        )}
      </span>
      <div className="min-w-0 flex-1">
        {row.opensGroup && (
          <div className="flex flex-wrap items-center gap-x-2">
            <bdi className="text-16 font-semibold">{nameOf(authorId)}</bdi>
            {authorId === meId && <span className="-ml-1 text-16 font-semibold">(you)</span>}
            {author && isStaffRole(author.role) && <Badge tone="pine">{roleName(author.role)}</Badge>}
            <time dateTime={at} className="text-12 text-ink-3">
              {clock(at)}
            </time>
          </div>
        )}
        {replyTo !== null && <Quote seq={replyTo} />}
        <MessageBody text={text} edited={Boolean(item?.editedAt)} />
        {item && <Reactions item={item} tabbable={tabStop} />}
        {state}
      </div>
      {item && <MessageActions item={item} tabbable={tabStop} />}
    </FeedItem>
  );
}
