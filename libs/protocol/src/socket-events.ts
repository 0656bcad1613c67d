import { z } from 'zod';
import { appended, editMessage, logEvent, page, react, removeMessage, sendMessage } from './conversations.js';
import { type Ack, type ErrorCode, errorCodes, errorSchema } from './errors.js';
import { id, instant, seq } from './primitives.js';

const nothing = z.strictObject({});
const conversation = z.strictObject({ conversationId: id });
const cursor = z.strictObject({ epoch: id, seq: z.int().min(0) });

export const presenceState = z.strictObject({
  conversationId: id,
  /** `unknown` while presence cannot be asked: that is not "away". */
  state: z.enum(['known', 'unknown']),
  present: z.array(id),
});
export type PresenceState = z.infer<typeof presenceState>;

/**
 * What comes back for one conversation. `events`: everything after the cursor, in order. `snapshot`: the latest
 * items, replacing what the client holds, because it held nothing, too little, or another epoch.
 * The subscription stands before the answer is read, so nothing falls between.
 */
export const subscribed = z.discriminatedUnion('mode', [
  z.strictObject({ conversationId: id, mode: z.literal('snapshot'), epoch: id, page }),
  z.strictObject({
    conversationId: id,
    mode: z.literal('events'),
    epoch: id,
    prev: z.int().min(0),
    position: z.int().min(0),
    events: z.array(logEvent),
  }),
  z.strictObject({ conversationId: id, mode: z.literal('refused'), error: errorSchema }),
]);
export type Subscribed = z.infer<typeof subscribed>;

interface ClientEvent {
  summary: string;
  request: z.ZodType;
  response: z.ZodType;
}

/** Client to server. Each is answered with an acknowledgement `{ ok: true, data } | { ok: false, error }`. */
export const clientEvents = {
  'conversation:subscribe': {
    summary:
      'Follow conversations from a cursor, or from a snapshot; also the resume after a gap. At most 100 at once.',
    request: z.strictObject({
      conversations: z
        .array(z.strictObject({ conversationId: id, after: cursor.nullable().default(null) }))
        .min(1)
        .max(100),
    }),
    response: z.strictObject({ results: z.array(subscribed) }),
  },
  'conversation:unsubscribe': { summary: 'Stop following.', request: conversation, response: nothing },
  'conversation:read': {
    summary: 'I have read up to here; never moves backwards.',
    request: z.strictObject({ conversationId: id, seq }),
    response: z.strictObject({ readUpTo: z.int() }),
  },
  'message:send': { summary: 'Append a message.', request: sendMessage, response: appended },
  'message:edit': {
    summary: 'Change my own message, within the edit window.',
    request: editMessage,
    response: appended,
  },
  'message:remove': {
    summary: 'Take back my own message; a tombstone stays.',
    request: removeMessage,
    response: appended,
  },
  'reaction:set': { summary: 'Thank you, or me too: set or take back.', request: react, response: appended },
  'typing:set': {
    summary: 'I am writing. Never stored; fades after six seconds.',
    request: z.strictObject({ conversationId: id, typing: z.boolean() }),
    response: nothing,
  },
  'presence:enter': {
    summary: 'I am in this conversation now.',
    request: conversation,
    response: presenceState,
  },
  'presence:leave': { summary: 'I left this conversation.', request: conversation, response: nothing },
  'presence:ask': {
    summary: 'Who is here, for several conversations.',
    request: z.strictObject({ conversationIds: z.array(id).max(100) }),
    response: z.strictObject({ places: z.array(presenceState) }),
  },
} as const satisfies Record<string, ClientEvent>;

/** Server to client. */
export const serverEvents = {
  'log:events': {
    summary: 'News of one conversation. `prev` is the number before the first; on a gap the client resumes.',
    payload: z.strictObject({
      conversationId: id,
      epoch: id,
      prev: z.int().min(0),
      events: z.array(logEvent).min(1),
    }),
  },
  'log:heads': {
    summary:
      'The head of each followed conversation, every few seconds; a higher one than held means: resume.',
    payload: z.strictObject({ heads: z.array(z.tuple([id, z.int()])) }),
  },
  'conversation:closed': {
    summary: 'Following ended: access did, or the agreement must be accepted again.',
    payload: z.strictObject({
      conversationId: id,
      code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    }),
  },
  'conversations:changed': { summary: 'My list of conversations changed; read it again.', payload: nothing },
  'notices:changed': { summary: 'There is a new notice for me.', payload: nothing },
  'presence:changed': { summary: 'Who is here.', payload: presenceState },
  'typing:changed': {
    summary: 'Somebody writes, or stopped.',
    payload: z.strictObject({ conversationId: id, personId: id, typing: z.boolean() }),
  },
  'read:moved': {
    summary:
      "A read position moved: my own on another device, or the other person's in a direct conversation.",
    payload: z.strictObject({ conversationId: id, personId: id, seq, at: instant }),
  },
  'session:ended': {
    summary:
      'The connection closes: the session is over or, with `too_many_requests`, one may come back after a while.',
    payload: z.strictObject({ code: z.enum(['session_ended', 'too_many_requests']) }),
  },
} as const satisfies Record<string, { summary: string; payload: z.ZodType }>;

export type ClientEvents = typeof clientEvents;
export type ClientEventName = keyof ClientEvents;
export type ClientEventRequest<N extends ClientEventName> = z.input<ClientEvents[N]['request']>;
export type ClientEventParsed<N extends ClientEventName> = z.output<ClientEvents[N]['request']>;
export type ClientEventResult<N extends ClientEventName> = z.output<ClientEvents[N]['response']>;
export type ServerEvents = typeof serverEvents;
export type ServerEventName = keyof ServerEvents;
export type ServerEventPayload<N extends ServerEventName> = z.output<ServerEvents[N]['payload']>;

/** For `Socket<ServerToClient, ClientToServer>` on either side. */
export type ClientToServer = {
  [N in ClientEventName]: (
    request: ClientEventRequest<N>,
    ack: (answer: Ack<ClientEventResult<N>>) => void,
  ) => void;
};
export type ServerToClient = { [N in ServerEventName]: (payload: ServerEventPayload<N>) => void };

/** The largest frame a client may send, in bytes. */
export const frameLimit = 32 * 1024;
