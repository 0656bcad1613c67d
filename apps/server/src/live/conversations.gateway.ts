import { Pump } from '@homegroup/log';
import { FollowConversations, MarkRead } from '@homegroup/messages';
import type { ClientEventParsed } from '@homegroup/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { type Acknowledge, Answer, answerOf, Hear } from './answer.js';
import { Connections } from './connections.js';
import type { LiveSocket } from './live-socket.js';
import { Resumes } from './resumes.js';

@WebSocketGateway()
export class ConversationsGateway {
  constructor(
    private readonly follow: FollowConversations,
    private readonly markRead: MarkRead,
    private readonly pump: Pump,
    private readonly connections: Connections,
    private readonly resumes: Resumes,
  ) {}

  /** Answers by itself, because news that came meanwhile goes out after the answer and not before. */
  @Hear('conversation:subscribe')
  async subscribe(
    socket: LiveSocket,
    input: ClientEventParsed<'conversation:subscribe'>,
    acknowledge: Acknowledge<'conversation:subscribe'>,
  ): Promise<void> {
    let begin = () => undefined as void;
    const answer = await answerOf(async () => {
      const following = await this.follow.execute(socket.data.actor, socket.id, input);
      begin = following.begin;
      this.resumes.count(input.conversations, following.results);
      return { results: following.results };
    });
    // Gone while it read: what was registered for it is taken back.
    if (!this.connections.get(socket.id)) return this.pump.leaveAll(socket.id);
    acknowledge(answer);
    begin();
  }

  @Answer('conversation:unsubscribe')
  unsubscribe(
    socket: LiveSocket,
    { conversationId }: ClientEventParsed<'conversation:unsubscribe'>,
  ): Promise<Record<string, never>> {
    this.pump.leave(socket.data.actor.organizationId, conversationId, socket.id);
    return Promise.resolve({});
  }

  @Answer('conversation:read')
  read(socket: LiveSocket, input: ClientEventParsed<'conversation:read'>) {
    return this.markRead.execute(socket.data.actor, input);
  }
}
