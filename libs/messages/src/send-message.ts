import { type Actor, authorize } from '@homegroup/identity';
import { AppendQueue } from '@homegroup/log';
import type { Appended, ClientEventParsed } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';

/** Appends a message. Membership, gate, mute, lock, the message answered and the people named are judged under the conversation's lock. */
@Injectable()
export class SendMessage {
  constructor(private readonly queue: AppendQueue) {}

  async execute(actor: Actor, input: ClientEventParsed<'message:send'>): Promise<Appended> {
    authorize(actor, 'message:send');
    return this.queue.append({
      organizationId: actor.organizationId,
      conversationId: input.conversationId,
      authorId: actor.personId,
      clientId: input.clientId,
      kind: 'message:sent',
      target: input.replyTo,
      body: input.body,
      detail: input.mentions.length > 0 ? { mentions: [...new Set(input.mentions)] } : {},
    });
  }
}
