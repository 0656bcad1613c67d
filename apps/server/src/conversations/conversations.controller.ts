import type { Actor } from '@homegroup/identity';
import { ListConversations, ReadHistory, ShowConversation } from '@homegroup/messages';
import type { OperationParsed } from '@homegroup/protocol';
import { Controller } from '@nestjs/common';
import { ActorOf, Input, Operate } from '../http/operate.js';

@Controller()
export class ConversationsController {
  constructor(
    private readonly listConversations: ListConversations,
    private readonly showConversation: ShowConversation,
    private readonly readHistory: ReadHistory,
  ) {}

  @Operate('conversations.list')
  list(@ActorOf() actor: Actor) {
    return this.listConversations.execute(actor);
  }

  @Operate('conversations.show')
  show(@ActorOf() actor: Actor, @Input() { params }: OperationParsed<'conversations.show'>) {
    return this.showConversation.execute(actor, params.id);
  }

  @Operate('conversations.history')
  history(@ActorOf() actor: Actor, @Input() { params, query }: OperationParsed<'conversations.history'>) {
    return this.readHistory.execute(actor, params.id, query);
  }
}
