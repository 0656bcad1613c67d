import { z } from 'zod';
import { agreementView, groupType, membershipStatus } from './groups.js';
import { personCard } from './people.js';
import { body, day, id, instant, seq } from './primitives.js';

export const conversationKind = z.enum(['room', 'direct']);
export const reactionKind = z.enum(['thank_you', 'me_too']);
export type ReactionKind = z.infer<typeof reactionKind>;

/** Why a message is gone. The words a person wrote are never part of it. */
export const removal = z.strictObject({
  by: z.enum(['author', 'moderator']),
  /** A moderator's category, as shown on the tombstone; null when the author removed it. */
  reason: z.string().nullable(),
});

const numbered = { seq, id, at: instant };

/**
 * One entry of a conversation's log as one reader may see it. Entries are numbered without gaps. An entry that
 * concerns only staff and one member reaches everybody else as `withheld`, so that numbers stay complete.
 */
export const logEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    ...numbered,
    kind: z.literal('message:sent'),
    authorId: id,
    /** Set for the author alone, to match it with what is pending. */
    clientId: id.nullable(),
    /** The text as it stands now, or null when it was removed since. */
    body: z.string().nullable(),
    replyTo: seq.nullable(),
    mentions: z.array(id),
    editedAt: instant.nullable(),
    removed: removal.nullable(),
  }),
  z.strictObject({
    ...numbered,
    kind: z.literal('message:edited'),
    target: seq,
    authorId: id,
    body: z.string().nullable(),
  }),
  z.strictObject({ ...numbered, kind: z.literal('message:removed'), target: seq, removed: removal }),
  z.strictObject({
    ...numbered,
    kind: z.literal('reaction:changed'),
    target: seq,
    personId: id,
    reaction: reactionKind,
    on: z.boolean(),
  }),
  z.strictObject({ ...numbered, kind: z.literal('member:joined'), person: personCard }),
  z.strictObject({ ...numbered, kind: z.literal('member:left'), personId: id }),
  z.strictObject({
    ...numbered,
    kind: z.literal('member:muted'),
    personId: id,
    until: instant,
    reason: z.string(),
  }),
  z.strictObject({ ...numbered, kind: z.literal('member:unmuted'), personId: id }),
  z.strictObject({ ...numbered, kind: z.literal('room:locked') }),
  z.strictObject({ ...numbered, kind: z.literal('room:unlocked') }),
  z.strictObject({ ...numbered, kind: z.literal('agreement:published'), version: z.int() }),
  z.strictObject({ ...numbered, kind: z.literal('withheld') }),
]);
export type LogEvent = z.infer<typeof logEvent>;
export type LogEventKind = LogEvent['kind'];

/** A message as it stands now. */
export const messageItem = z.strictObject({
  type: z.literal('message'),
  ...numbered,
  authorId: id,
  clientId: id.nullable(),
  body: z.string().nullable(),
  replyTo: seq.nullable(),
  mentions: z.array(id),
  editedAt: instant.nullable(),
  removed: removal.nullable(),
  /** Who reacted, in the order of reacting. */
  reactions: z.strictObject({ thank_you: z.array(id), me_too: z.array(id) }),
});
export type MessageItem = z.infer<typeof messageItem>;

/** Something that happened in the room and is worth a line on the screen. */
export const happeningItem = z.strictObject({
  type: z.literal('happening'),
  ...numbered,
  what: z.enum(['joined', 'left', 'locked', 'unlocked', 'agreement']),
  personId: id.nullable(),
  version: z.int().nullable(),
});
export type HappeningItem = z.infer<typeof happeningItem>;
export type TimelineItem = MessageItem | HappeningItem;
export const timelineItem = z.discriminatedUnion('type', [messageItem, happeningItem]);

/** A stretch of a conversation, oldest first, folded to its present state as of `position`. */
export const page = z.strictObject({
  items: z.array(timelineItem),
  /** The number up to which every change is contained. */
  position: z.int().min(0),
  /** Pass as `before` to read further back; null at the beginning of what this reader may see. */
  earlier: seq.nullable(),
});
export type Page = z.infer<typeof page>;

export const standing = z.enum([
  /** Reads and writes. */
  'active',
  /** Invited to the group; has not taken the seat. */
  'invited',
  /** Must accept the current agreement first. */
  'agreement',
  /** Reads what was; the membership or contact has ended or is suspended. */
  'past',
]);
export type Standing = z.infer<typeof standing>;

export const conversationSummary = z.strictObject({
  id,
  kind: conversationKind,
  /** The group's name, or the name of the other person. */
  title: z.string(),
  groupId: id.nullable(),
  groupType: groupType.nullable(),
  /** The other person of a direct conversation. */
  counterpart: personCard.nullable(),
  standing,
  moderator: z.boolean(),
  locked: z.boolean(),
  head: z.int().min(0),
  readUpTo: z.int().min(0),
  /** Messages by others after `readUpTo` within this reader's intervals; counts to 99, 100 means more. */
  unread: z.int().min(0).max(100),
  lastMessage: z.strictObject({ seq, at: instant, authorId: id, authorName: z.string() }).nullable(),
  /** Seats for the circle: leaders and members, in a stable order. Empty for a direct conversation. */
  seats: z.array(z.strictObject({ personId: id, leader: z.boolean() })),
  capacity: z.int().nullable(),
});
export type ConversationSummary = z.infer<typeof conversationSummary>;

export const notice = z.strictObject({
  id,
  kind: z.enum([
    'removed',
    'muted',
    'unmuted',
    'ejected',
    'contact_offered',
    'graduated',
    'reported',
    'care_team_changed',
  ]),
  conversationId: id.nullable(),
  conversationTitle: z.string().nullable(),
  reason: z.string(),
  /** The words a moderator wrote for the person. */
  text: z.string().nullable(),
  at: instant,
  until: instant.nullable(),
  seenAt: instant.nullable(),
});
export type Notice = z.infer<typeof notice>;

export const conversationDetail = conversationSummary.extend({
  /** Everybody whose words or seat this reader may see, past members included. */
  people: z.array(
    personCard.extend({
      /** In the room now, by membership (not presence). */
      member: z.boolean(),
      leader: z.boolean(),
      /** Until when this person is muted; only moderators and the person see it. */
      mutedUntil: instant.nullable(),
      /** For the care team only. */
      legalName: z.string().nullable(),
    }),
  ),
  agreement: agreementView.nullable(),
  membershipStatus: membershipStatus.nullable(),
  myMute: z.strictObject({ until: instant, reason: z.string() }).nullable(),
  /** How far the other person of a direct conversation has read; null before the first time, and for a room. */
  counterpartRead: z.strictObject({ seq: z.int().min(0), at: instant }).nullable(),
  /** For a direct conversation: why it is possible, and until when (continuing contact). */
  contact: z
    .strictObject({ basis: z.enum(['care_team', 'continuing_contact', 'none']), endsOn: day.nullable() })
    .nullable(),
  /** How long after sending one's own message may be edited, in seconds. */
  editWindow: z.int(),
});
export type ConversationDetail = z.infer<typeof conversationDetail>;

export const directContact = personCard.extend({
  basis: z.enum(['care_team', 'continuing_contact']),
  primary: z.boolean(),
  conversationId: id.nullable(),
});
export type DirectContact = z.infer<typeof directContact>;

export const sendMessage = z.strictObject({
  conversationId: id,
  /** Made once by the client for this message and kept over every retry. */
  clientId: id,
  body,
  replyTo: seq.nullable().default(null),
  /** People of this room. */
  mentions: z.array(id).max(15).default([]),
});
export type SendMessage = z.input<typeof sendMessage>;
export const editMessage = z.strictObject({ conversationId: id, clientId: id, target: seq, body });
export const removeMessage = z.strictObject({ conversationId: id, clientId: id, target: seq });
export const react = z.strictObject({
  conversationId: id,
  clientId: id,
  target: seq,
  reaction: reactionKind,
  on: z.boolean(),
});
/** The receipt of an append: it stands in the log, exactly once, at this number. */
export const appended = z.strictObject({ seq, id, at: instant });
export type Appended = z.infer<typeof appended>;
