/**
 * What was observed from outside while faults happened. All times are milliseconds of the wall clock of the one
 * machine on which everything runs, so that they compare with those in the log.
 */
export interface Numbered {
  seq: number;
  id: string;
}

/** A person asked for something that is numbered; a retry is asked again under the same `clientId`. */
export interface Asked {
  type: 'asked';
  at: number;
  op: number;
  person: string;
  socket: string;
  conversation: string;
  clientId: string;
  /** Everything that was asked, to tell a retry from other words under the same identifier. */
  content: string;
}

/** `ok`: acknowledged. `fail`: refused, nothing was changed. `info`: nobody knows; it may still happen. */
export interface Answered {
  type: 'answered';
  at: number;
  op: number;
  outcome: 'ok' | 'fail' | 'info';
  seq?: number;
  id?: string;
  code?: string;
}

/** Entries of a log that reached a connection, pushed or in an answer to what was asked at `askedAt`. */
export interface Received {
  type: 'received';
  at: number;
  askedAt: number | null;
  socket: string;
  person: string;
  conversation: string;
  by: 'push' | 'resume' | 'snapshot';
  entries: readonly Numbered[];
}

/** Whatever else was pushed; `conversations` names what it spoke of. */
export interface Told {
  type: 'told';
  at: number;
  socket: string;
  person: string;
  event: string;
  conversations: readonly string[];
}

export interface Opened {
  type: 'opened';
  at: number;
  socket: string;
  person: string;
  /** The signed-in device. */
  family: string;
  node: number;
}
export interface Closed {
  type: 'closed';
  at: number;
  socket: string;
}

/** The end of access to one conversation, or of a session, was acknowledged at `at`. */
export interface Ended {
  type: 'ended';
  at: number;
  askedAt: number;
  person: string;
  how: 'left' | 'removed' | 'ejected' | 'signed-out' | 'disabled';
  /** Null when it ended everything. */
  conversation: string | null;
  /** For `signed-out`: the device. */
  family: string | null;
}

/** Content was handed out over HTTP to a session. */
export interface Served {
  type: 'served';
  at: number;
  askedAt: number;
  person: string;
  family: string;
}

/** Presence was asked and known. */
export interface Present {
  type: 'present';
  at: number;
  askedAt: number;
  conversation: string;
  persons: readonly string[];
}

/** The person had no connection at all from `at` to `until`, and had not left. */
export interface Away {
  type: 'away';
  at: number;
  until: number;
  person: string;
}

/** While Redis was away, one message was said in a room in which nobody else speaks. */
export interface Lone {
  type: 'lone';
  /** When it was asked for. */
  at: number;
  conversation: string;
  /** Null when it was not acknowledged. */
  seq: number | null;
  /** Who follows the room, on whichever node. */
  readers: readonly string[];
}

/** A server process ended. */
export interface Exited {
  type: 'exited';
  at: number;
  node: number;
  /** The signal or the exit code. */
  how: string;
  /** By the runner, on purpose. */
  killed: boolean;
}

export type Entry =
  | Asked
  | Answered
  | Received
  | Told
  | Opened
  | Closed
  | Ended
  | Served
  | Present
  | Away
  | Lone
  | Exited;

export interface Shown extends Numbered {
  /** The whole item as it is shown, to compare two readings of it. */
  shown: string;
}

/** What a person's client holds of a conversation when everything is healed. */
export interface Held {
  person: string;
  conversation: string;
  /** Complete up to here, by its own account. */
  position: number;
  /** The first number held when there is more before it; null when it is held from the beginning. */
  earlier: number | null;
  items: readonly Shown[];
  /** A fresh reading of the same stretch; null when none was made. */
  fresh: readonly Shown[] | null;
}

export interface LoggedEvent extends Numbered {
  conversation: string;
  kind: string;
  author: string | null;
  subject: string | null;
  clientId: string | null;
  target: number | null;
  at: number;
}
export interface Interval {
  conversation: string;
  person: string;
  from: number;
  to: number | null;
}
export interface Mute {
  conversation: string;
  person: string;
  from: number;
  until: number;
  liftedAt: number | null;
}

/** The log itself, read as the owner of the database. */
export interface Dump {
  heads: ReadonlyArray<{ conversation: string; head: number }>;
  events: readonly LoggedEvent[];
  members: readonly Interval[];
  mutes: readonly Mute[];
}

export interface History {
  entries: readonly Entry[];
  held: readonly Held[];
  dump: Dump;
}

export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10';

export interface Violation {
  invariant: Invariant;
  /** One sentence for people; numbers and identifiers, never words of a message. */
  what: string;
}

export const isWithin = (interval: Interval, seq: number): boolean =>
  seq >= interval.from && (interval.to === null || seq < interval.to);

export const of = <T extends Entry['type']>(
  entries: readonly Entry[],
  type: T,
): Array<Extract<Entry, { type: T }>> =>
  entries.filter((entry): entry is Extract<Entry, { type: T }> => entry.type === type);

/** Rows by a key, in their order. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

export const keyOf = (...parts: Array<string | number>): string => parts.join(' ');
