import type { HappeningItem, LogEvent, MessageItem, Page, TimelineItem } from './conversations.js';

/** What a reader holds of one conversation: items by rising number, complete up to `position`. */
export type Timeline = Page;

export const emptyTimeline: Timeline = { items: [], position: 0, earlier: null };

const happening = (
  event: LogEvent,
  what: HappeningItem['what'],
  personId: string | null,
  version: number | null,
): HappeningItem => ({
  type: 'happening',
  seq: event.seq,
  id: event.id,
  at: event.at,
  what,
  personId,
  version,
});

function toItem(event: LogEvent): TimelineItem | null {
  switch (event.kind) {
    // In one piece: spreading costs several times as much, and a page is made for everybody who opens a conversation.
    case 'message:sent':
      return {
        type: 'message',
        seq: event.seq,
        id: event.id,
        at: event.at,
        authorId: event.authorId,
        clientId: event.clientId,
        body: event.body,
        replyTo: event.replyTo,
        mentions: [...event.mentions],
        editedAt: event.editedAt,
        removed: event.removed,
        reactions: { thank_you: [], me_too: [] },
      };
    case 'member:joined':
      return happening(event, 'joined', event.person.id, null);
    case 'member:left':
      return happening(event, 'left', event.personId, null);
    case 'room:locked':
      return happening(event, 'locked', null, null);
    case 'room:unlocked':
      return happening(event, 'unlocked', null, null);
    case 'agreement:published':
      return happening(event, 'agreement', null, event.version);
    default:
      return null;
  }
}

function changed(message: MessageItem, event: LogEvent): MessageItem {
  if (message.removed) return message;
  switch (event.kind) {
    case 'message:edited':
      return event.body === null ? message : { ...message, body: event.body, editedAt: event.at };
    case 'message:removed':
      return {
        ...message,
        body: null,
        mentions: [],
        // A resume may have served an edit without its words, as if it had not been: a tombstone says nothing of edits.
        editedAt: null,
        removed: event.removed,
        reactions: { thank_you: [], me_too: [] },
      };
    case 'reaction:changed': {
      const others = message.reactions[event.reaction].filter((person) => person !== event.personId);
      const next = event.on ? [...others, event.personId] : others;
      return { ...message, reactions: { ...message.reactions, [event.reaction]: next } };
    }
    default:
      return message;
  }
}

const targetOf = (event: LogEvent): number | null => ('target' in event ? event.target : null);

/**
 * Applies news to a timeline. Pure. Events at or below `position` are dropped, so a replay changes nothing.
 * Returns null when `prev` lies above `position`: something is missing, and the caller must resume.
 * Guarantee: a snapshot at N with the events N+1..M applied equals a snapshot at M.
 */
export function applyEvents(timeline: Timeline, prev: number, events: readonly LogEvent[]): Timeline | null {
  if (prev > timeline.position) return null;
  const fresh = events.filter((event) => event.seq > timeline.position);
  const last = fresh.at(-1);
  if (!last) return timeline;
  const items = [...timeline.items];
  for (const event of fresh) {
    const target = targetOf(event);
    if (target !== null) {
      const at = positionOf(items, target);
      const item = at === null ? undefined : items[at];
      if (at !== null && item?.type === 'message') items[at] = changed(item, event);
      continue;
    }
    const item = toItem(event);
    if (item) items.push(item);
  }
  return { items, position: last.seq, earlier: timeline.earlier };
}

/** Folds a stretch of events, and those which change them, to a page. `events` rise by number. */
export function foldEvents(events: readonly LogEvent[], position: number, earlier: number | null): Page {
  const folded = applyEvents(emptyTimeline, 0, events);
  return { items: folded?.items ?? [], position, earlier };
}

/** Puts an earlier page before what is held. The page may be older than `position`: changes since were applied to it by the server. */
export function prependPage(timeline: Timeline, older: Page): Timeline {
  const first = timeline.items[0]?.seq ?? Number.POSITIVE_INFINITY;
  return {
    items: [...older.items.filter((item) => item.seq < first), ...timeline.items],
    position: timeline.position,
    earlier: older.earlier,
  };
}

/** Index of the item numbered `seq`, by binary search; null when it is not held. */
export function positionOf(items: readonly TimelineItem[], seq: number): number | null {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = items[middle];
    if (!found) return null;
    if (found.seq === seq) return middle;
    if (found.seq < seq) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}
