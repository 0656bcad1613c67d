/** "There is news": identifiers only, never content. */
export type Bell =
  | { kind: 'news'; organizationId: string; conversationId: string }
  | { kind: 'person'; organizationId: string; personId: string; what: 'conversations' | 'notices' }
  | { kind: 'access'; organizationId: string };

/**
 * Tells every node, this one included, that something committed. May lose a ring, never blocks and never throws:
 * the comparison that each node makes every second finds what a lost ring would have told.
 */
export abstract class Doorbell {
  abstract ring(bell: Bell): void;
  /** @returns how to stop listening. */
  abstract listen(listener: (bell: Bell) => void): () => void;
}

/** For one process, and for a node's own news while Redis is away. */
export class InProcessDoorbell extends Doorbell {
  private readonly listeners = new Set<(bell: Bell) => void>();

  override ring(bell: Bell): void {
    for (const listener of this.listeners) listener(bell);
  }

  override listen(listener: (bell: Bell) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
