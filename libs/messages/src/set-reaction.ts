import { type Actor, authorize } from '@homegroup/identity';
import { AppendQueue } from '@homegroup/log';
import type { Appended, ClientEventParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';

@Injectable()
export class SetReaction {
  constructor(private readonly queue: AppendQueue) {}

  async execute(actor: Actor, input: ClientEventParsed<'reaction:set'>): Promise<Appended> {
    authorize(actor, 'reaction:set');
    return this.queue.append({
      organizationId: actor.organizationId,
      conversationId: input.conversationId,
      authorId: actor.personId,
      clientId: input.clientId,
      kind: 'reaction:changed',
      target: input.target,
      body: null,
      detail: { reaction: input.reaction, on: input.on },
    });
  }
}
