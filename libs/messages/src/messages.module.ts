import { AuditModule } from '@homegroup/audit';
import { LogModule } from '@homegroup/log';
import { Module } from '@nestjs/common';
import { ActivePlaces } from './active-places.js';
import { EditMessage } from './edit-message.js';
import { FollowConversations } from './follow-conversations.js';
import { MarkRead } from './mark-read.js';
import { ReadHistory } from './read-history.js';
import { RemoveOwnMessage } from './remove-own-message.js';
import { SendMessage } from './send-message.js';
import { SetReaction } from './set-reaction.js';
import { SetTyping } from './set-typing.js';

const useCases = [
  ActivePlaces,
  EditMessage,
  FollowConversations,
  MarkRead,
  ReadHistory,
  RemoveOwnMessage,
  SendMessage,
  SetReaction,
  SetTyping,
];

@Module({ imports: [AuditModule, LogModule], providers: useCases, exports: useCases })
export class MessagesModule {}
