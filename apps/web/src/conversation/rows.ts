import type { HappeningItem, MessageItem, Outgoing, TimelineItem } from '@homegroup/protocol';
import { dayKey } from '../ui/times.js';

interface Decorated {
  /** Stays the same from pending to sent, so that nothing jumps. */
  key: string;
  /** A day begins here. */
  newDay: boolean;
  /** The one "New" line stands above. */
  newLine: boolean;
  /** The author's name and avatar are shown; otherwise it belongs to the message above. */
  opensGroup: boolean;
  /** Nothing of the same author follows directly. */
  closesGroup: boolean;
}
export interface MessageRow extends Decorated {
  kind: 'message';
  item: MessageItem;
}
export interface HappeningRow extends Decorated {
  kind: 'happening';
  /** The last of what is put together. */
  item: HappeningItem;
  /** Whom it is about: comings, and goings, that follow each other stand in one row. */
  personIds: readonly string[];
}
export interface OutgoingRow extends Decorated {
  kind: 'outgoing';
  entry: Outgoing;
}
export type Row = MessageRow | HappeningRow | OutgoingRow;

/** Messages of one author within this many milliseconds stand together. */
const together = 5 * 60_000;

export interface RowsInput {
  items: readonly TimelineItem[];
  outgoing: readonly Outgoing[];
  meId: string;
  /** The "New" line stands above the first message of others after this number; null for none. */
  lineAfter: number | null;
  /** Comings and goings are shown in rooms only. */
  happenings: boolean;
}

interface Plain {
  at: string;
  /** Null for what breaks a group. */
  authorId: string | null;
}

const joinable = (above: HappeningItem, item: HappeningItem): boolean =>
  above.what === item.what && ['joined', 'left'].includes(item.what) && dayKey(above.at) === dayKey(item.at);

/** What the history shows, in order: one row an item, then what is not in the log yet. */
export function rowsOf(input: RowsInput): Row[] {
  const { items, outgoing, meId, lineAfter, happenings } = input;
  const rows: Row[] = [];
  let before: Plain | null = null;
  let lineDrawn = lineAfter === null;
  const place = (plain: Plain, newLine: boolean) => {
    const newDay = before === null || dayKey(before.at) !== dayKey(plain.at);
    const near = before !== null && Date.parse(plain.at) - Date.parse(before.at) < together;
    const joins =
      near && !newDay && !newLine && plain.authorId !== null && before?.authorId === plain.authorId;
    const previous = rows.at(-1);
    if (previous) previous.closesGroup = !joins;
    before = plain;
    return { newDay, newLine, opensGroup: !joins, closesGroup: true };
  };
  const shown = new Set<string>();
  for (const item of items) {
    if (item.type === 'happening') {
      if (!happenings) continue;
      const personIds = item.personId ? [item.personId] : [];
      const above = rows.at(-1);
      if (above?.kind === 'happening' && joinable(above.item, item)) {
        above.personIds = [...above.personIds.filter((id) => id !== item.personId), ...personIds];
        above.item = item;
        // Of the last: an earlier page that joins on at the front changes no key.
        above.key = item.id;
        continue;
      }
      const placed = place({ at: item.at, authorId: null }, false);
      rows.push({ kind: 'happening', key: item.id, item, personIds, ...placed });
      continue;
    }
    if (item.clientId) shown.add(item.clientId);
    const newLine = !lineDrawn && item.seq > (lineAfter ?? 0) && item.authorId !== meId;
    if (newLine) lineDrawn = true;
    const plain = { at: item.at, authorId: item.removed ? null : item.authorId };
    rows.push({ kind: 'message', key: item.clientId ?? item.id, item, ...place(plain, newLine) });
  }
  for (const entry of outgoing) {
    if (shown.has(entry.message.clientId)) continue;
    const plain = { at: entry.receipt?.at ?? entry.writtenAt, authorId: meId };
    rows.push({ kind: 'outgoing', key: entry.message.clientId, entry, ...place(plain, false) });
  }
  return rows;
}

/** The number of a row in the log, or null for what is not there yet. */
export const seqOf = (row: Row): number | null => (row.kind === 'outgoing' ? null : row.item.seq);

/** Messages of others after `seq`. */
export const newAfter = (rows: readonly Row[], seq: number, meId: string): MessageItem[] =>
  rows.flatMap((row) =>
    row.kind === 'message' && row.item.seq > seq && row.item.authorId !== meId && !row.item.removed
      ? [row.item]
      : [],
  );
