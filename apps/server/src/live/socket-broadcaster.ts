import { Broadcaster, Pump } from '@homegroup/log';
import { Metrics } from '@homegroup/metrics';
import type { ServerEventName, ServerEventPayload } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { Connections } from './connections.js';
import { encodeFrame, writeFrame, writeTogether } from './frame.js';

/** The one way from the log to this node's sockets. Who receives is always named one by one, never by a room. */
@Injectable()
export class SocketBroadcaster extends Broadcaster {
  private readonly closedListeners = new Set<(connectionId: string, conversationId: string) => void>();

  constructor(
    private readonly connections: Connections,
    private readonly metrics: Metrics,
    pump: Pump,
  ) {
    super();
    pump.attach(this);
  }

  /** Calls back when following ended for a connection. */
  onClosed(listener: (connectionId: string, conversationId: string) => void): void {
    this.closedListeners.add(listener);
  }

  override emit<N extends ServerEventName>(
    subscriberIds: readonly string[],
    event: N,
    payload: ServerEventPayload<N>,
  ): void {
    this.metrics.deliveries.add(event, subscriberIds.length);
    let frame: Buffer | undefined;
    for (const id of subscriberIds) {
      const socket = this.connections.get(id);
      if (!socket) continue;
      frame ??= encodeFrame(event, payload);
      // The news of what one person wrote is followed by its acknowledgement.
      if (subscriberIds.length === 1) writeTogether(socket);
      if (!writeFrame(socket, frame))
        (socket.emit as (name: string, body: unknown) => boolean)(event, payload);
    }
    if (event !== 'conversation:closed') return;
    const { conversationId } = payload as ServerEventPayload<'conversation:closed'>;
    for (const id of subscriberIds) for (const listener of this.closedListeners) listener(id, conversationId);
  }

  override reset(organizationId: string): void {
    // The transport, not the session: the client comes back by itself and reads afresh.
    for (const socket of this.connections.of(organizationId)) {
      this.metrics.cuts.add('restored');
      socket.conn.close();
    }
  }
}
