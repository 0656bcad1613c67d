import { Broadcaster, Pump } from '@homegroup/log';
import type { ServerEventName, ServerEventPayload } from '@homegroup/protocol';
import { Injectable } from '@nestjs/common';
import { Connections } from './connections.js';
import type { LiveNamespace } from './live-socket.js';

/** The one way from the log to this node's sockets. Who receives is always named one by one, never by a room. */
@Injectable()
export class SocketBroadcaster extends Broadcaster {
  private namespace: LiveNamespace | null = null;
  private readonly closedListeners = new Set<(connectionId: string, conversationId: string) => void>();

  constructor(
    private readonly connections: Connections,
    pump: Pump,
  ) {
    super();
    pump.attach(this);
  }

  attach(namespace: LiveNamespace): void {
    this.namespace = namespace;
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
    if (!this.namespace || subscriberIds.length === 0) return;
    // Each socket is alone in the room of its own identifier; the frame is encoded once for all of them.
    const targets = this.namespace.to([...subscriberIds]);
    (targets.emit as (name: string, body: unknown) => boolean)(event, payload);
    if (event !== 'conversation:closed') return;
    const { conversationId } = payload as ServerEventPayload<'conversation:closed'>;
    for (const id of subscriberIds) for (const listener of this.closedListeners) listener(id, conversationId);
  }

  override reset(organizationId: string): void {
    // The transport, not the session: the client comes back by itself and reads afresh.
    for (const socket of this.connections.of(organizationId)) socket.conn.close();
  }
}
