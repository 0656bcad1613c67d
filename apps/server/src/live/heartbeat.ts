import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { Connections } from './connections.js';
import { FollowingOfNode } from './following-of-node.js';
import { encodeFrame, pingFrame, writeFrame } from './frame.js';

/** Milliseconds between two turns. All at once would hold up everybody's news, each by itself wakes everybody each time. */
const turnEvery = 250;
/** A connection's turn comes every ten seconds. */
const turns = 40;

/**
 * Tells every connection the heads of what it follows, and asks whether it is there, in one write. Engine.IO would ping
 * each connection by a timer of its own; as long as the answers come it finds nothing to ask, because its interval is
 * longer. It remains for connections that are written to in its own way, and ends those that fall silent.
 */
@Injectable()
export class Heartbeat implements OnModuleInit, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private turn = 0;

  constructor(
    private readonly connections: Connections,
    private readonly following: FollowingOfNode,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.beat(), turnEvery);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Those whose turn it is. */
  private beat(): void {
    this.turn = (this.turn + 1) % turns;
    for (const socket of this.connections.all()) {
      if (socket.data.ordinal % turns !== this.turn) continue;
      const heads = this.following.heads(socket);
      const told = heads.length > 0 ? [encodeFrame('log:heads', { heads })] : [];
      if (!writeFrame(socket, Buffer.concat([...told, pingFrame])) && heads.length > 0)
        socket.emit('log:heads', { heads });
    }
  }
}
