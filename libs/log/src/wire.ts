import type { LogEvent, ReactionKind } from '@homegroup/protocol';
import { type LogRow, removalOf } from './log-row.js';

export interface Reader {
  personId: string;
  moderator: boolean;
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** Made in one piece: spreading costs several times as much, and this is made for every message. */
const messageOf = (row: LogRow, own: boolean): LogEvent => ({
  seq: row.seq,
  id: row.id,
  at: row.at.toISOString(),
  kind: 'message:sent',
  authorId: row.authorId ?? '',
  clientId: own ? row.clientId : null,
  body: row.removed ? null : row.text,
  replyTo: row.target,
  mentions: row.removed ? [] : strings(row.detail['mentions']),
  editedAt: row.removed ? null : (row.editedAt?.toISOString() ?? null),
  removed: row.removed,
});

/**
 * What one reader may see of one entry; every field is named here and nothing else leaves. Entries that concern only
 * staff and one member reach everybody else as `withheld`.
 */
export function toWire(row: LogRow, reader: Reader): LogEvent {
  if (row.kind === 'message:sent') return messageOf(row, row.authorId === reader.personId);
  const numbered = { seq: row.seq, id: row.id, at: row.at.toISOString() };
  const withheld: LogEvent = { ...numbered, kind: 'withheld' };
  const concerned = reader.moderator || row.subjectId === reader.personId;
  switch (row.kind) {
    case 'message:edited':
      return {
        ...numbered,
        kind: row.kind,
        target: row.target ?? 0,
        authorId: row.authorId ?? '',
        body: row.removed ? null : row.text,
      };
    case 'message:removed':
      return { ...numbered, kind: row.kind, target: row.target ?? 0, removed: removalOf(row.detail) };
    case 'reaction:changed':
      return {
        ...numbered,
        kind: row.kind,
        target: row.target ?? 0,
        personId: row.authorId ?? '',
        reaction: row.detail['reaction'] as ReactionKind,
        on: row.detail['on'] === true,
      };
    case 'member:joined':
      return row.card ? { ...numbered, kind: row.kind, person: row.card } : withheld;
    case 'member:left':
      return { ...numbered, kind: row.kind, personId: row.subjectId ?? '' };
    case 'member:muted':
      return concerned
        ? {
            ...numbered,
            kind: row.kind,
            personId: row.subjectId ?? '',
            until: String(row.detail['until']),
            reason: row.text ?? '',
          }
        : withheld;
    case 'member:unmuted':
      return concerned ? { ...numbered, kind: row.kind, personId: row.subjectId ?? '' } : withheld;
    case 'room:locked':
    case 'room:unlocked':
      return { ...numbered, kind: row.kind };
    case 'agreement:published':
      return { ...numbered, kind: row.kind, version: Number(row.detail['version']) };
    case 'agreement:accepted':
      return withheld;
  }
}

/** A reader whom nothing concerns in particular. */
export const anyone: Reader = { personId: '', moderator: false };

/** Whether this reader gets another form of this entry than those whom it does not concern. */
const concerns = (row: LogRow, { personId, moderator }: Reader): boolean => {
  switch (row.kind) {
    case 'message:sent':
      return row.clientId !== null && row.authorId === personId;
    case 'member:muted':
    case 'member:unmuted':
      return moderator || row.subjectId === personId;
    default:
      return false;
  }
};

/** What each reader may see of the same entries: what is alike for all is made once. */
export function wireForEach(rows: readonly LogRow[]): (reader: Reader) => LogEvent[] {
  const common = rows.map((row) => toWire(row, anyone));
  return (reader) =>
    rows.map((row, at) => (concerns(row, reader) ? toWire(row, reader) : (common[at] as LogEvent)));
}

/** Whether readers get this entry in more than one form: then it cannot go out as one frame for all. */
export const differsByReader = (row: LogRow): boolean =>
  row.kind === 'member:muted' ||
  row.kind === 'member:unmuted' ||
  (row.kind === 'message:sent' && row.clientId !== null);
