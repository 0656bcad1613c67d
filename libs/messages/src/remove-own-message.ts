import { type Actor, authorize } from '@homegroup/identity';
import { AppendQueue } from '@homegroup/log';
import type { Appended, ClientEventParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';

/** Takes back one's own message, at any time; a tombstone stays. */
@Injectable()
export class RemoveOwnMessage {
  constructor(private readonly queue: AppendQueue) {}

  async execute(actor: Actor, input: ClientEventParsed<'message:remove'>): Promise<Appended> {
    authorize(actor, 'message:remove');
    return this.queue.append({
      organizationId: actor.organizationId,
      conversationId: input.conversationId,
      authorId: actor.personId,
      clientId: input.clientId,
      kind: 'message:removed',
      target: input.target,
      body: null,
      detail: { by: 'author' },
    });
  }
}
