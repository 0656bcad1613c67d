import type { ConversationSummary } from '@homegroup/protocol';

export const pathOf = (conversation: Pick<ConversationSummary, 'id' | 'kind'>): string =>
  `/${conversation.kind === 'room' ? 'rooms' : 'messages'}/${conversation.id}`;

/** The conversation, opened at one of its messages. */
export const pathAt = (conversation: Pick<ConversationSummary, 'id' | 'kind'>, seq: number): string =>
  `${pathOf(conversation)}?at=${seq}`;
