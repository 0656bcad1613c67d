/** "There is news": identifiers, numbers and times only, never content. */
export type Bell =
  /** `head`: the number that was reached, when the ringer knows it; who stands there already need not look. */
  | {
      kind: 'news';
      organizationId: string;
      conversationId: string;
      head?: number;
      /** When another node rang, in milliseconds of this process's clock. */
      rungAt?: number;
    }
  | { kind: 'person'; organizationId: string; personId: string; what: 'conversations' | 'notices' }
  | { kind: 'access'; organizationId: string }
  | { kind: 'typing'; organizationId: string; conversationId: string; personId: string; typing: boolean }
  | {
      kind: 'read';
      organizationId: string;
      conversationId: string;
      personId: string;
      seq: number;
      at: string;
      /** Whether the other side of a direct conversation is told as well. */
      direct: boolean;
    };

/**
 * Tells every node, this one included, that something committed. May lose a ring, never blocks and never throws:
 * the comparison that each node makes every second finds what a lost ring would have told.
 */
export abstract class Doorbell {
  abstract ring(bell: Bell): void;
  /** @returns how to stop listening. */
  abstract listen(listener: (bell: Bell) => void): () => void;
  /** From now on hears what other nodes ring for this organization. @returns how to hear no more of it. */
  abstract attend(organizationId: string): () => void;
  /** `unused`: rings stay in this process by choice. */
  abstract readonly state: 'up' | 'down' | 'unused';
}

/** For one process, and for a node's own news while Redis is away. */
export class InProcessDoorbell extends Doorbell {
  override readonly state: 'up' | 'down' | 'unused' = 'unused';
  private readonly listeners = new Set<(bell: Bell) => void>();

  override ring(bell: Bell): void {
    for (const listener of this.listeners) listener(bell);
  }

  override listen(listener: (bell: Bell) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  override attend(): () => void {
    return () => undefined;
  }
}
