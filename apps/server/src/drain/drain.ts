import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** Whether this node is going away, and since which step. Goes one way only. */
@Injectable()
export class Drain {
  private isBegun = false;
  private isClosed = false;

  constructor(private readonly host: HttpAdapterHost) {}

  /** From now on the node says that it is not ready, and takes no new connection of a client. */
  begin(): void {
    this.isBegun = true;
  }

  get begun(): boolean {
    return this.isBegun;
  }

  /** No new TCP connection is accepted; those which stand, go on. A balancer that is refused tries another node. */
  stopAccepting(): void {
    this.begin();
    if (this.isClosed) return;
    this.isClosed = true;
    const server = this.host.httpAdapter.getHttpServer() as { listening: boolean; close: () => void };
    if (server.listening) server.close();
  }
}
