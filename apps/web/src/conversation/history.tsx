import type { Timeline } from '@homegroup/protocol';
import { ArrowDown } from 'lucide-react';
import { type Ref, useCallback, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { type ListRange, Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useLive, useOutbox } from '../live/live-context.js';
import { Button } from '../ui/button.js';
import { useConversation } from './conversation-context.js';
import { FeedKeysContext } from './feed-item.js';
import { type FeedContext, feedParts, rowContent } from './feed-parts.js';
import { newAfter, rowsOf } from './rows.js';
import { useAnnouncer } from './use-announcer.js';
import { useByHand } from './use-by-hand.js';
import { useEarlier } from './use-earlier.js';
import { useFeedKeys } from './use-feed-keys.js';
import { useFollowOwn } from './use-follow-own.js';
import { useKeepEnd } from './use-keep-end.js';
import { LostFocus, LostFocusContext } from './use-keep-focus.js';
import { useSeen } from './use-seen.js';

export interface HistoryHandle {
  show: (seq: number) => void;
}

export interface HistoryProps {
  ref: Ref<HistoryHandle>;
  timeline: Timeline;
  /** As it is when it opens: somebody is writing, and looks at the end and not at the first unread. */
  opensAtEnd: boolean;
  onEarlier: () => void;
  loadingEarlier: boolean;
}

/** Far enough from zero that no history is long enough to reach it. */
const base = 1_000_000;

/** The messages: virtualised, read backwards page by page, opened at the first unread. */
export function History({ ref, timeline, opensAtEnd, onEarlier, loadingEarlier }: HistoryProps) {
  const { detail, meId, direct } = useConversation();
  const live = useLive();
  const outgoing = useOutbox(detail.id);
  const list = useRef<VirtuosoHandle>(null);
  const [lostFocus] = useState(() => new LostFocus());
  // Where reading had stopped when the conversation was opened; the line stays there until it is left.
  const [lineAfter] = useState(() => {
    const readUpTo = Math.max(detail.readUpTo, live.reads.upTo(detail.id));
    const unread = timeline.items.some(
      (item) => item.type === 'message' && item.seq > readUpTo && item.authorId !== meId,
    );
    return unread && detail.standing === 'active' ? readUpTo : null;
  });
  const rows = useMemo(
    () => rowsOf({ items: timeline.items, outgoing, meId, lineAfter, happenings: !direct }),
    [timeline.items, outgoing, meId, lineAfter, direct],
  );
  const [anchor, setAnchor] = useState(() => ({ key: rows[0]?.key ?? null, turn: 0 }));
  const anchorAt = anchor.key === null ? 0 : rows.findIndex((row) => row.key === anchor.key);
  // The anchor went when a snapshot replaced the history: begin again at its end.
  if ((anchorAt < 0 || anchor.key === null) && rows[0] && rows[0].key !== anchor.key)
    setAnchor({ key: rows[0].key, turn: anchor.turn + 1 });
  const first = base - Math.max(0, anchorAt);
  const [range, setRange] = useState<ListRange>({ startIndex: base, endIndex: base });
  const shown = { start: range.startIndex - first, end: range.endIndex - first };
  // The list may say that it is at its end before it has measured anything; the last row must have been there once.
  const [saysEnd, setSaysEnd] = useState<boolean | null>(null);
  const [reachedEnd, setReachedEnd] = useState(false);
  if (saysEnd && !reachedEnd && shown.end >= rows.length - 1) setReachedEnd(true);
  /** Null until the list has found its place. */
  const atEnd = saysEnd && !reachedEnd ? null : saysEnd;
  const [openedAtEnd] = useState(opensAtEnd || lineAfter === null);
  const staysAtEnd = atEnd ?? openedAtEnd;
  const keepEnd = useKeepEnd(staysAtEnd);
  const seen = useSeen(rows, shown.end, atEnd === true);
  const keys = useFeedKeys(rows, shown, list);
  const announcement = useAnnouncer(rows);
  const below = atEnd === false ? newAfter(rows, seen, meId).length : 0;

  useImperativeHandle(ref, () => ({ show: keys.show }), [keys.show]);

  const { moved, last, watch } = useByHand();
  useFollowOwn(list, outgoing.at(-1)?.message.clientId, last);
  useEarlier(shown.start === 0, atEnd === true, moved, onEarlier);
  const scroller = useCallback(
    (box: HTMLElement | Window | null) => {
      keepEnd(box);
      watch(box);
    },
    [keepEnd, watch],
  );

  const context: FeedContext = {
    loading: loadingEarlier,
    start: timeline.earlier === null,
    onEarlier,
    first,
    title: detail.title,
    tabStop: first + keys.tabStop,
  };
  const lineAt = rows.findIndex((row) => row.newLine);
  const toEnd = () => {
    list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  };
  return (
    <div className="relative min-h-0 flex-1">
      <LostFocusContext value={lostFocus}>
        <FeedKeysContext value={keys.onKey}>
          <Virtuoso
            key={anchor.turn}
            ref={list}
            className="h-full overflow-x-hidden"
            data={rows}
            firstItemIndex={first}
            initialTopMostItemIndex={
              lineAt >= 0 && !openedAtEnd
                ? { index: lineAt, align: 'start', offset: -24 }
                : { index: Math.max(0, rows.length - 1), align: 'end' }
            }
            computeItemKey={(_index, row) => row.key}
            context={context}
            components={feedParts}
            alignToBottom
            // The list's own idea of being at the end is also true of a page that comes in above while it opens.
            followOutput={(end) => (end && staysAtEnd ? 'auto' : false)}
            atBottomThreshold={48}
            atBottomStateChange={setSaysEnd}
            rangeChanged={setRange}
            scrollerRef={scroller}
            itemContent={rowContent}
          />
        </FeedKeysContext>
      </LostFocusContext>
      {atEnd === false && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <Button
            size="sm"
            icon={ArrowDown}
            className="pointer-events-auto rounded-full shadow-lift"
            onPress={toEnd}
          >
            {below > 0 ? `${below > 99 ? '99+' : below} new` : 'To the end'}
          </Button>
        </div>
      )}
      <div aria-live="polite" className="sr-only">
        {announcement}
      </div>
    </div>
  );
}
