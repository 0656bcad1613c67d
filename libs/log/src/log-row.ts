import type { LogEvent, PersonCard } from '@homegroup/protocol';

export type StoredKind = Exclude<LogEvent['kind'], 'withheld'> | 'agreement:accepted';
export type Removal = { by: 'author' | 'moderator'; reason: string | null };

/** One entry of the log, opened. What of it a reader gets is for `toWire` to say. */
export interface LogRow {
  conversationId: string;
  seq: number;
  id: string;
  kind: StoredKind;
  authorId: string | null;
  subjectId: string | null;
  clientId: string | null;
  /** The number of the message it concerns; for a message, of the one it answers. */
  target: number | null;
  at: Date;
  /** The membership version under which it was written. */
  version: number;
  /** A message's or an edit's words; for a mute, its reason. Null when removed. */
  text: string | null;
  detail: Readonly<Record<string, unknown>>;
  removed: Removal | null;
  editedAt: Date | null;
  /** Who joined, for `member:joined`. */
  card: PersonCard | null;
}

/** Reads what a removal says of itself: who took the message away, and the category on the tombstone. */
export function removalOf(detail: Readonly<Record<string, unknown>>): Removal {
  const by = detail['by'] === 'author' ? 'author' : 'moderator';
  const reason = by === 'moderator' && typeof detail['reason'] === 'string' ? detail['reason'] : null;
  return { by, reason };
}
