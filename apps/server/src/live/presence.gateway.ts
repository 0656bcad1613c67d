import { ActivePlaces, SetTyping } from '@homegroup/messages';
import { type ClientEventParsed, HomegroupError, type PresenceState } from '@homegroup/protocol';
import { type OnGatewayDisconnect, WebSocketGateway } from '@nestjs/websockets';
import { Answer } from './answer.js';
import type { LiveSocket } from './live-socket.js';
import { PresenceDesk } from './presence-desk.js';
import { TokenBucket } from './token-bucket.js';

const typingPerSecond = 2;
const typingBurst = 6;

@WebSocketGateway()
export class PresenceGateway implements OnGatewayDisconnect<LiveSocket> {
  private readonly typing = new WeakMap<LiveSocket, TokenBucket>();

  constructor(
    private readonly places: ActivePlaces,
    private readonly desk: PresenceDesk,
    private readonly setTyping: SetTyping,
  ) {}

  handleDisconnect(socket: LiveSocket): void {
    void this.desk.leaveAll(socket);
  }

  @Answer('presence:enter')
  async enter(
    socket: LiveSocket,
    { conversationId }: ClientEventParsed<'presence:enter'>,
  ): Promise<PresenceState> {
    await this.places.require(socket.data.actor, conversationId);
    return this.desk.enter(socket, conversationId);
  }

  @Answer('presence:leave')
  async leave(
    socket: LiveSocket,
    { conversationId }: ClientEventParsed<'presence:leave'>,
  ): Promise<Record<string, never>> {
    await this.desk.leave(socket, conversationId);
    return {};
  }

  /** Places where the actor is no member are left out, as those that do not exist. */
  @Answer('presence:ask')
  async ask(
    socket: LiveSocket,
    { conversationIds }: ClientEventParsed<'presence:ask'>,
  ): Promise<{ places: PresenceState[] }> {
    const { actor } = socket.data;
    const active = await this.places.among(actor, conversationIds);
    return { places: await this.desk.states(actor.organizationId, [...active]) };
  }

  @Answer('typing:set')
  async type(socket: LiveSocket, input: ClientEventParsed<'typing:set'>) {
    const bucket = this.typing.get(socket) ?? new TokenBucket(typingPerSecond, typingBurst);
    this.typing.set(socket, bucket);
    if (!bucket.take())
      throw new HomegroupError('too_many_requests', 'That was too much at once.', { retryAfter: 1 });
    return this.setTyping.execute(socket.data.actor, input);
  }
}
