import type { Actor } from '@homegroup/identity';
import type { ClientToServer, ServerToClient } from '@homegroup/protocol';
import type { Namespace, Socket } from 'socket.io';

export interface SocketData {
  /** Who is at the other end; replaced when their role changes. */
  actor: Actor;
  /** Events that were taken up and not answered yet. */
  pending: number;
  /** The node goes away: new events are not taken up. */
  leaving: boolean;
  /** Counts the connections of this node as they come: spreads over time what is done for each of them. */
  ordinal: number;
}

type NoEvents = Record<string, never>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, NoEvents, SocketData>;
export type LiveNamespace = Namespace<ClientToServer, ServerToClient, NoEvents, SocketData>;
