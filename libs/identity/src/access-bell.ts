import { Injectable } from '@nestjs/common';

/** Says inside this process that somebody's access changed. Others learn it from `access_clock` within a second. */
export abstract class AccessBell {
  /** Never blocks and never throws. */
  abstract ring(organizationId: string): void;
  /** @returns how to stop listening. */
  abstract onRing(listener: (organizationId: string) => void): () => void;
}

@Injectable()
export class InProcessAccessBell extends AccessBell {
  private readonly listeners = new Set<(organizationId: string) => void>();

  override ring(organizationId: string): void {
    for (const listener of this.listeners) listener(organizationId);
  }

  override onRing(listener: (organizationId: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
