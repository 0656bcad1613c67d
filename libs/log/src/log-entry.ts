export interface LogEntry {
  conversationId: string;
  kind:
    | 'message:removed'
    | 'member:joined'
    | 'member:left'
    | 'member:muted'
    | 'member:unmuted'
    | 'room:locked'
    | 'room:unlocked'
    | 'agreement:published'
    | 'agreement:accepted';
  /** Who did it. */
  authorId: string | null;
  /** Whom it concerns. */
  subjectId?: string;
  /** The number of the message it concerns. */
  target?: number;
  /** Codes, numbers and identifiers. */
  detail?: Record<string, string | number | boolean | null>;
  /** Whether the set of entitled members changes with this entry. */
  raisesVersion?: boolean;
  /** Words that are sealed with the entry: the reason of a mute. */
  words?: string;
}

export interface Written {
  seq: number;
  /** The membership version under which it was written. */
  version: number;
  at: Date;
}
