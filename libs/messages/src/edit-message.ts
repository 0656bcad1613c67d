import { type Actor, authorize } from '@homegroup/identity';
import { AppendQueue } from '@homegroup/log';
import type { Appended, ClientEventParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';

/** Changes one's own message within the edit window; nobody edits another's words. */
@Injectable()
export class EditMessage {
  constructor(private readonly queue: AppendQueue) {}

  async execute(actor: Actor, input: ClientEventParsed<'message:edit'>): Promise<Appended> {
    authorize(actor, 'message:edit');
    return this.queue.append({
      organizationId: actor.organizationId,
      conversationId: input.conversationId,
      authorId: actor.personId,
      clientId: input.clientId,
      kind: 'message:edited',
      target: input.target,
      body: input.body,
      detail: {},
    });
  }
}
