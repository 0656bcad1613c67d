import type { ConversationDetail, MessageItem } from '@homegroup/protocol';
import { createContext, use } from 'react';
import type { ModeratorAct } from '../moderation/acts.js';

export type Somebody = ConversationDetail['people'][number];

export interface ConversationView {
  detail: ConversationDetail;
  meId: string;
  direct: boolean;
  /** May write, react and report here. */
  writes: boolean;
  person: (id: string) => Somebody | undefined;
  nameOf: (id: string) => string;
  find: (seq: number) => MessageItem | undefined;
  reply: (item: MessageItem) => void;
  edit: (item: MessageItem) => void;
  /** Opens the sheet of a moderator's action, a report, or taking back one's own. */
  act: (act: ModeratorAct) => void;
  /** Brings a message into view and focuses it, when it is held. */
  show: (seq: number) => void;
}

export const ConversationContext = createContext<ConversationView | null>(null);

export function useConversation(): ConversationView {
  const view = use(ConversationContext);
  if (!view) throw new Error('ConversationContext is missing above this component.');
  return view;
}
