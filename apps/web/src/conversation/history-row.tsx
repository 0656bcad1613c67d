import { dayTitle } from '../ui/times.js';
import { useConversation } from './conversation-context.js';
import { DirectMessage } from './direct-message.js';
import { FeedItem } from './feed-item.js';
import { happeningWords } from './happening-words.js';
import { OutgoingState } from './outgoing-state.js';
import { RoomMessage } from './room-message.js';
import type { Row } from './rows.js';

/** One row with what stands above it: the day, the "New" line. */
export function HistoryRow({ row, tabStop }: { row: Row; tabStop: boolean }) {
  return (
    // flow-root: the list measures rows, and a margin that leaves one would not be counted.
    <div className="mx-auto flow-root max-w-4xl px-4 lg:px-6">
      {row.newDay && (
        <p className="pt-3 pb-2 text-center text-12 font-semibold text-ink-3">
          {dayTitle(row.kind === 'outgoing' ? row.entry.writtenAt : row.item.at)}
        </p>
      )}
      {row.newLine && (
        <div className="flex items-center gap-4 py-3" data-testid="new-line">
          <span className="h-px flex-1 bg-line-strong" />
          <span className="text-12 font-semibold text-pine-ink">New</span>
          <span className="h-px flex-1 bg-line-strong" />
        </div>
      )}
      <Inner row={row} tabStop={tabStop} />
    </div>
  );
}

function Inner({ row, tabStop }: { row: Row; tabStop: boolean }) {
  const { direct, meId, nameOf } = useConversation();
  if (row.kind === 'happening') {
    const words = happeningWords(row.item, row.personIds.map(nameOf));
    return (
      <FeedItem row={row} tabStop={tabStop} label={words} className="rounded-small py-1.5 text-14 text-ink-3">
        <bdi>{words}</bdi>
      </FeedItem>
    );
  }
  const author = row.kind === 'message' ? row.item.authorId : meId;
  const Message = direct ? DirectMessage : RoomMessage;
  return (
    <Message
      row={row}
      authorId={author}
      tabStop={tabStop}
      state={row.kind === 'outgoing' ? <OutgoingState entry={row.entry} /> : undefined}
    />
  );
}
