import { AuditModule } from '@homegroup/audit';
import { GroupsModule } from '@homegroup/groups';
import { IdentityModule } from '@homegroup/identity';
import { LogModule } from '@homegroup/log';
import { Module } from '@nestjs/common';
import { ActivePlaces } from './active-places.js';
import { DirectContacts } from './direct-contacts.js';
import { EditMessage } from './edit-message.js';
import { FollowConversations } from './follow-conversations.js';
import { ListConversations } from './list-conversations.js';
import { MarkRead } from './mark-read.js';
import { OpenDirect } from './open-direct.js';
import { ReadHistory } from './read-history.js';
import { RemoveOwnMessage } from './remove-own-message.js';
import { SendMessage } from './send-message.js';
import { SetReaction } from './set-reaction.js';
import { SetTyping } from './set-typing.js';
import { ShowConversation } from './show-conversation.js';

const useCases = [
  ActivePlaces,
  EditMessage,
  FollowConversations,
  DirectContacts,
  ListConversations,
  OpenDirect,
  ShowConversation,
  MarkRead,
  ReadHistory,
  RemoveOwnMessage,
  SendMessage,
  SetReaction,
  SetTyping,
];

@Module({
  imports: [AuditModule, GroupsModule, IdentityModule, LogModule],
  providers: useCases,
  exports: useCases,
})
export class MessagesModule {}
