import { HeadsWatch, Pump } from '@homegroup/log';
import { Injectable } from '@nestjs/common';
import type { LiveSocket } from './live-socket.js';

/** What the connections of this node follow. */
@Injectable()
export class FollowingOfNode {
  constructor(
    private readonly pump: Pump,
    private readonly headsWatch: HeadsWatch,
  ) {}

  /** @returns how to end it. */
  serve(socket: LiveSocket): () => void {
    return this.headsWatch.serve(socket.data.actor.organizationId);
  }

  leave(socket: LiveSocket): void {
    this.pump.leaveAll(socket.id);
  }

  /** None while access is not known well enough to push anything. */
  heads(socket: LiveSocket): Array<[string, number]> {
    if (!this.headsWatch.isFresh(socket.data.actor.organizationId)) return [];
    return this.pump.heads(socket.id);
  }
}
