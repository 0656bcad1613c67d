import { EditMessage, RemoveOwnMessage, SendMessage, SetReaction } from '@homegroup/messages';
import type { ClientEventParsed } from '@homegroup/protocol';
import { WebSocketGateway } from '@nestjs/websockets';
import { Answer } from './answer.js';
import type { LiveSocket } from './live-socket.js';

@WebSocketGateway()
export class MessagesGateway {
  constructor(
    private readonly sendMessage: SendMessage,
    private readonly editMessage: EditMessage,
    private readonly removeOwnMessage: RemoveOwnMessage,
    private readonly setReaction: SetReaction,
  ) {}

  @Answer('message:send')
  send(socket: LiveSocket, input: ClientEventParsed<'message:send'>) {
    return this.sendMessage.execute(socket.data.actor, input);
  }

  @Answer('message:edit')
  edit(socket: LiveSocket, input: ClientEventParsed<'message:edit'>) {
    return this.editMessage.execute(socket.data.actor, input);
  }

  @Answer('message:remove')
  remove(socket: LiveSocket, input: ClientEventParsed<'message:remove'>) {
    return this.removeOwnMessage.execute(socket.data.actor, input);
  }

  @Answer('reaction:set')
  react(socket: LiveSocket, input: ClientEventParsed<'reaction:set'>) {
    return this.setReaction.execute(socket.data.actor, input);
  }
}
