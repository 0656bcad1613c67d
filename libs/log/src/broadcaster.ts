import type { ServerEventName, ServerEventPayload } from '@homegroup/protocol';

/** A connection that follows conversations. */
export interface Subscriber {
  /** Of the connection, unique on this node. */
  id: string;
  personId: string;
}

/** The one way from the log to this node's connections. The application implements it; nothing here may throw. */
export abstract class Broadcaster {
  /** Sends to these connections of this node, encoded once. Those which are gone are skipped. */
  abstract emit<N extends ServerEventName>(
    subscriberIds: readonly string[],
    event: N,
    payload: ServerEventPayload<N>,
  ): void;
  /** Breaks the organization's connections so that clients come back and read afresh: a backup was restored. */
  abstract reset(organizationId: string): void;
}
