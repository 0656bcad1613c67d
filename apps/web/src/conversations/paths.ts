import type { ConversationSummary } from '@homegroup/protocol';

export const pathOf = (conversation: Pick<ConversationSummary, 'id' | 'kind'>): string =>
  `/${conversation.kind === 'room' ? 'rooms' : 'messages'}/${conversation.id}`;
